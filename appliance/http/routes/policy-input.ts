import { Type, type Static } from 'typebox'
import { accessModes } from '../../domain/access-mode.ts'
import { parseWindow } from '../../domain/schedule/parse-window.ts'
import type { WindowOverlap } from '../../domain/schedule/window-overlap.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import type { PolicyRules } from '../../flows/change-policy.ts'
import type { WindowToStore } from '../../store/policies.ts'
import { Id, nullable, strictObject } from '../field-types.ts'
import { problem, type FieldError, type Problem } from '../problem.ts'
import { ruleFields } from './policy-view.ts'

const Dates = Type.Array(Type.String({ maxLength: 10 }), { maxItems: 1000 })
const Time = Type.String({ maxLength: 8, description: 'Such as 18:00; 24:00 ends a day.' })

const windowFields = {
  mode: Type.Enum([...accessModes]),
  startLocal: Time,
  endLocal: Time,
  rrule: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  dates: Type.Optional(Dates),
  exdates: Type.Optional(Dates),
  validFrom: Type.Optional(nullable(Type.String({ maxLength: 10 }))),
  validTo: Type.Optional(nullable(Type.String({ maxLength: 10 }))),
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000 })),
  label: Type.Optional(Type.String({ maxLength: 100 })),
}

const WindowInput = strictObject({ id: Type.Optional(nullable(Id)), ...windowFields })

/** A window of a draft: those that are not stored yet have negative ids. */
export const DraftWindow = strictObject({ id: Type.Integer(), ...windowFields })

export const acknowledgePartial = Type.Optional(
  Type.Boolean({ description: 'Needed for managed access on chargers that are only partially supported.' }),
)

export const PolicyInput = strictObject({
  ...Type.Partial(Type.Object(ruleFields)).properties,
  windows: Type.Optional(
    Type.Array(WindowInput, {
      maxItems: 200,
      description: 'All of them. Those with an `id` of this policy keep it.',
    }),
  ),
  version: Type.Optional(
    Type.Integer({ description: 'Of the policy that was changed: refused when another is in force by now.' }),
  ),
  acknowledgePartial,
})

/** The rules that a request gives. Throws a 400 problem that names each wrong field of each window. */
export function readRules(body: Static<typeof PolicyInput>): Partial<PolicyRules> {
  const { windows, version: _, acknowledgePartial: __, ...rules } = body
  return windows === undefined ? rules : { ...rules, windows: readWindows(windows) }
}

/** Throws a 400 problem that names each wrong field of each window. */
export function readWindows(windows: readonly Static<typeof WindowInput>[]): WindowToStore[] {
  const errors: FieldError[] = []
  const read = windows.flatMap(({ id = null, ...window }, index) => {
    const outcome = parseWindow(window)
    if (outcome.kind === 'valid') return [{ ...outcome.window, id }]
    errors.push(
      ...outcome.errors.map(({ field, message }) => ({ field: `windows.${index}.${field}`, message })),
    )
    return []
  })
  if (errors.length > 0) {
    throw problem(400, 'invalid-request', 'Some windows are not as a calendar needs them.', { errors })
  }
  return read
}

/** Two windows want different modes at the same time; `windows` are those that the overlap names by place. */
export function overlapping(overlap: WindowOverlap, windows: readonly WindowToStore[]): Problem {
  const { localFrom, localUntil, zone } = overlap
  const view = overlapView(overlap, windows)
  const detail =
    `Two windows of equal priority want different modes from ${clock(localFrom)} to ${clock(localUntil)} ` +
    `(${zone}). Move one of them, or give one a higher priority.`
  return problem(409, 'overlapping-windows', detail, {
    errors: view.windows.map(({ index }) => ({
      field: `windows.${index}`,
      message: 'overlaps another window of a different mode',
    })),
    members: { overlap: view },
  })
}

/** Where two windows overlap and which, as the API tells it. */
export function overlapView(
  { windows: pair, from, until, localFrom, localUntil, zone }: WindowOverlap,
  windows: readonly WindowToStore[],
) {
  return {
    from: toUtcText(from),
    until: toUtcText(until),
    localFrom,
    localUntil,
    zone,
    windows: pair.map(({ id: index }) => {
      const { id, label, mode } = windows[index]!
      return { index, id, label, mode }
    }),
  }
}

/** `2026-11-20T18:00:00.000+01:00` as people read it. */
function clock(local: string): string {
  return local.slice(0, 16).replace('T', ' ')
}
