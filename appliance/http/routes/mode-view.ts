import { Type, type Static } from 'typebox'
import { accessModes, modeStatuses } from '../../domain/access-mode.ts'
import { capabilityStates } from '../../domain/capability.ts'
import { shownStatus } from '../../domain/charger-mode.ts'
import { expectedSources, rolloutStages } from '../../domain/rollout.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { isAcknowledgedBy } from '../../flows/capability-problem.ts'
import { modeNow } from '../../flows/mode-now.ts'
import { acknowledgementsOf } from '../../store/charger-capabilities.ts'
import { chargerModesOf } from '../../store/charger-modes.ts'
import type { HttpContext } from '../context.ts'
import { Instant, nullable } from '../field-types.ts'

export const AccessModeSchema = Type.Enum([...accessModes])

export const ModeBecauseSchema = Type.Object({
  source: Type.Enum([...expectedSources]),
  id: nullable(Type.Integer({ description: 'Of the override or window.' })),
  version: Type.Integer({ description: 'Of the policy in force.' }),
})

export const CapabilitySchema = Type.Object({
  state: Type.Enum([...capabilityStates]),
  reasons: Type.Array(Type.String()),
  acknowledged: nullable(
    Type.Object(
      { by: Type.String(), at: Instant },
      { description: 'Who has said that they know what it cannot do.' },
    ),
  ),
})

const ModeAttemptSchema = Type.Object({
  count: Type.Integer({ description: 'How often the expected mode has been tried.' }),
  lastAt: nullable(Instant),
  nextAt: nullable(Instant),
  problem: nullable(Type.String()),
  missed: Type.Integer({
    description: 'Changes since the last confirmation that could not be tried in time.',
  }),
})

export const modeFields = {
  expectedMode: AccessModeSchema,
  modeBecause: ModeBecauseSchema,
  expectedSince: nullable(Instant),
  nextChangeAt: nullable(Instant),
  nextMode: nullable(AccessModeSchema),
  observedMode: nullable(AccessModeSchema),
  observedAt: nullable(Instant),
  modeStatus: Type.Enum([...modeStatuses]),
  modeAttempt: ModeAttemptSchema,
  rolloutStage: Type.Enum([...rolloutStages]),
  groupId: nullable(Type.Integer()),
  capability: CapabilitySchema,
}
const ModeFields = Type.Object(modeFields)
export type ModeItem = Static<typeof ModeFields>

/** It has become so under a policy that was saved before: whoever saves one is asked. */
const unacknowledged = 'Nobody has acknowledged that this charger is only partially controlled.'

/** Expected and observed mode of the chargers of one page, side by side and never merged. */
export function modeViews({ flow, link }: HttpContext, ids: readonly string[]): (id: string) => ModeItem {
  const { store, facts } = flow
  const modes = chargerModesOf(store, ids)
  const acknowledgements = acknowledgementsOf(store, ids)
  return (id) => {
    const charger = facts.charger(id)!
    const { state, reasons } = charger.capability
    const { expected } = modeNow(flow, charger)
    const mode = modes.get(id)
    const given = acknowledgements.get(id) ?? null
    const isPartial = expected.mode === 'managed_access' && state === 'partially_supported'
    const isUnknowing = isPartial && !isAcknowledgedBy(given, charger.capability)
    return {
      expectedMode: expected.mode,
      modeBecause: expected.because,
      expectedSince: mode?.expectedMode === expected.mode ? mode.expectedSince : null,
      nextChangeAt: expected.nextChangeAt && toUtcText(expected.nextChangeAt),
      nextMode: expected.nextMode,
      observedMode: mode?.observedMode ?? null,
      observedAt: mode?.observedAt ?? null,
      modeStatus: shownStatus(mode, {
        mode: expected.mode,
        online: link.presence(id) !== null,
        enforceable: state !== 'unsupported',
      }),
      modeAttempt: {
        count: mode?.attempt ?? 0,
        lastAt: mode?.lastAttemptAt ?? null,
        nextAt: mode?.nextAttemptAt ?? null,
        problem: mode?.problem ?? (isUnknowing ? unacknowledged : null),
        missed: mode?.missed ?? 0,
      },
      rolloutStage: charger.stage,
      groupId: charger.groupId,
      capability: {
        state,
        reasons: [...reasons],
        acknowledged: given ? { by: given.by, at: given.at } : null,
      },
    }
  }
}
