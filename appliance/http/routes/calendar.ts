import { Type, type Static } from 'typebox'
import type { AccessOverride } from '../../domain/access-mode.ts'
import { boundariesBetween, segmentsBetween } from '../../domain/schedule/mode-calendar.ts'
import { zoneTransitionsBetween } from '../../domain/schedule/zone-transitions.ts'
import { rolloutStages, type RolloutStage } from '../../domain/rollout.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { findGroup } from '../../store/groups.ts'
import { governingPolicy, withWindows, type GoverningPolicy, type PolicyScope } from '../../store/policies.ts'
import { depotRollout, findRollout, firstStage } from '../../store/rollouts.ts'
import { unknownCharger } from '../charger-id.ts'
import type { HttpContext, Routes } from '../context.ts'
import { Instant, InstantInput, strictObject } from '../field-types.ts'
import { readInstant } from '../list.ts'
import { problem } from '../problem.ts'
import { unknownGroup } from './charger-problems.ts'
import { AccessModeSchema, ModeBecauseSchema } from './mode-view.ts'

/** As far as the schedule looks ahead, too. */
const longestDays = 400

const LocalTime = Type.String({ description: 'As the depot’s clocks show it, with the offset.' })
const Scope = Type.Enum(['depot', 'group', 'charger'])

export const CalendarSchema = Type.Object({
  scope: Scope,
  scopeId: Type.String(),
  from: Instant,
  to: Instant,
  zone: Type.String({ description: 'IANA zone of the local times.' }),
  stage: Type.Enum([...rolloutStages], { description: 'Whether what is shown is enforced.' }),
  policyScope: Type.Enum(['depot', 'group', 'charger'], { description: 'Whose policy holds here.' }),
  policyScopeId: Type.String(),
  policyVersion: Type.Integer(),
  segments: Type.Array(
    Type.Object({
      from: Instant,
      until: Instant,
      localFrom: LocalTime,
      localUntil: LocalTime,
      mode: AccessModeSchema,
      because: ModeBecauseSchema,
      beneath: Type.Array(
        Type.Object({ source: Type.String(), id: Type.Integer(), mode: AccessModeSchema }),
        { description: 'Windows and overrides at the same time that do not hold, the next to hold first.' },
      ),
    }),
    { description: 'Without gaps.' },
  ),
  boundaries: Type.Array(
    Type.Object({ at: Instant, localAt: LocalTime, mode: AccessModeSchema, because: ModeBecauseSchema }),
    { description: 'Where the mode becomes another one.' },
  ),
  transitions: Type.Array(
    Type.Object({
      at: Instant,
      localAt: LocalTime,
      shiftMin: Type.Number({ description: 'Local time that is skipped; below zero: repeated.' }),
    }),
    { description: 'Changes of the clocks.' },
  ),
})

/** `/api/calendar`: which mode is scheduled when, in a range of time. */
export const calendarRoutes: Routes = (app, context) => {
  app.get(
    '/api/calendar',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'getCalendar',
        summary: 'The schedule of the depot, a group or a charger',
        description: `At most ${longestDays} days; \`from\` included, \`to\` excluded.`,
        tags: ['access'],
        querystring: strictObject({
          from: InstantInput,
          to: InstantInput,
          scope: Type.Enum(['depot', 'group', 'charger'], { default: 'depot' }),
          scopeId: Type.String({ maxLength: 48, default: '', description: 'Of the group or charger.' }),
        }),
        response: { 200: CalendarSchema },
      },
    },
    async (request) => {
      const from = readInstant(request.query.from, 'from')
      const to = readInstant(request.query.to, 'to')
      checkRange(from, to)
      const { scope, scopeId } = request.query
      return calendarView(scheduleOf(context, { scope, scopeId }), { scope, scopeId }, from, to)
    },
  )
}

/** What a schedule comes to in a range of time, as the API tells it. */
export function calendarView(
  { policy, overrides, stage }: ShownSchedule,
  { scope, scopeId }: PolicyScope,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Static<typeof CalendarSchema> {
  return {
    scope,
    scopeId,
    from: toUtcText(from),
    to: toUtcText(to),
    zone: policy.zone,
    stage,
    policyScope: policy.scope,
    policyScopeId: policy.scopeId,
    policyVersion: policy.version,
    segments: segmentsBetween(policy, overrides, from, to).map(({ beneath, ...segment }) =>
      Object.assign(segment, {
        from: toUtcText(segment.from),
        until: toUtcText(segment.until),
        beneath: [...beneath],
      }),
    ),
    boundaries: boundariesBetween(policy, overrides, from, to).map((boundary) =>
      Object.assign(boundary, { at: toUtcText(boundary.at) }),
    ),
    transitions: zoneTransitionsBetween(policy.zone, from, to).map(({ at, localAt, shiftMs }) => ({
      at: toUtcText(at),
      localAt,
      shiftMin: shiftMs / 60_000,
    })),
  }
}

/** Throws a 400 problem for a range that is empty, the wrong way round or too long. */
export function checkRange(from: Temporal.Instant, to: Temporal.Instant): void {
  const lengthMs = to.epochMilliseconds - from.epochMilliseconds
  if (lengthMs > 0 && lengthMs <= longestDays * 86_400_000) return
  throw problem(400, 'invalid-request', 'The range of the calendar cannot be shown.', {
    errors: [{ field: 'to', message: `must be after from, by at most ${longestDays} days` }],
  })
}

export interface ShownSchedule {
  readonly policy: GoverningPolicy
  readonly overrides: readonly AccessOverride[]
  readonly stage: RolloutStage
}

/** What holds for a scope; overrides are of chargers. Throws a 404 problem. */
export function scheduleOf({ flow }: HttpContext, { scope, scopeId }: PolicyScope): ShownSchedule {
  const { store, facts, zone } = flow
  if (scope === 'charger') {
    const charger = facts.charger(scopeId)
    if (!charger) throw unknownCharger()
    return charger
  }
  const groupId = scope === 'group' ? Number(scopeId) : null
  if (groupId !== null && !findGroup(store, groupId)) throw unknownGroup()
  const policy = withWindows(store, governingPolicy(store, { groupId }), zone)
  return { policy, overrides: [], stage: findRollout(store, depotRollout)?.stage ?? firstStage }
}
