import { Type, type Static } from 'typebox'
import { accessModes, boundaryRules, fallbacks, offlinePolicies } from '../../domain/access-mode.ts'
import {
  depotPolicy,
  findPolicy,
  governingPolicy,
  withWindows,
  type PolicyScope,
} from '../../store/policies.ts'
import { findGroup } from '../../store/groups.ts'
import { unknownCharger } from '../charger-id.ts'
import type { HttpContext } from '../context.ts'
import { nullable } from '../field-types.ts'
import { unknownGroup } from './charger-problems.ts'

const longestAgeS = 10 * 366 * 86_400

export const ruleFields = {
  defaultMode: Type.Enum([...accessModes]),
  onBoundary: Type.Enum([...boundaryRules], {
    description: 'What becomes of a running session when managed access begins.',
  }),
  boundaryGraceMin: Type.Integer({
    minimum: 0,
    maximum: 24 * 60,
    description: 'How long a session may still go on where `onBoundary` has it stopped.',
  }),
  fallback: Type.Enum([...fallbacks], {
    description: 'What decides when the clock is unknown or the identifier list too old.',
  }),
  offlinePolicy: Type.Enum([...offlinePolicies], {
    description: 'Who may charge while the charger cannot reach the gateway.',
  }),
  listMaxAgeS: nullable(
    Type.Integer({
      minimum: 60,
      maximum: longestAgeS,
      description: 'Beyond this age of the list the fallback decides; null: no limit.',
    }),
  ),
}

const WindowSchema = Type.Object({
  id: Type.Integer(),
  mode: Type.Enum([...accessModes]),
  rrule: nullable(Type.String({ description: 'RFC 5545, of whole days; null for single dates.' })),
  dates: Type.Array(Type.String(), { description: 'Dates besides those of the rule.' }),
  exdates: Type.Array(Type.String(), { description: 'Dates on which it does not begin.' }),
  startLocal: Type.String({ description: 'In the zone of the depot; included.' }),
  endLocal: Type.String({ description: 'Excluded; not after the start: on the next day.' }),
  validFrom: nullable(Type.String({ description: 'First date on which it may begin.' })),
  validTo: nullable(Type.String({ description: 'Last date on which it may begin.' })),
  priority: Type.Integer({ description: 'The higher wins.' }),
  label: Type.String(),
})

export const PolicySchema = Type.Object({
  scope: Type.Enum(['depot', 'group', 'charger'], {
    description: 'Whose policy this is: the nearest holds, whole.',
  }),
  scopeId: Type.String({ description: 'Of the group or charger; empty for the depot.' }),
  ...ruleFields,
  windows: Type.Array(WindowSchema),
  version: Type.Integer({ description: 'Names this state of this policy, in decisions too.' }),
  acknowledgedPartial: Type.Boolean(),
  zone: Type.String({ description: 'IANA zone in which windows are meant.' }),
})
export type PolicyItem = Static<typeof PolicySchema>

/** The policy that holds for the depot, a group or a charger. Throws a 404 problem. */
export function showPolicy({ flow }: HttpContext, scope: PolicyScope): PolicyItem {
  const { store, zone } = flow
  const row = inForce(flow, scope)
  const { updatedAt: _, windows, ...policy } = withWindows(store, row, zone)
  const shown = windows.map(({ dates, exdates, ...window }) =>
    Object.assign(window, { dates: [...dates], exdates: [...exdates] }),
  )
  return { ...policy, windows: shown, acknowledgedPartial: row.acknowledgedPartial === 1 }
}

function inForce({ store, facts }: HttpContext['flow'], { scope, scopeId }: PolicyScope) {
  switch (scope) {
    case 'depot':
      return depotPolicy(store)
    case 'group':
      if (!findGroup(store, Number(scopeId))) throw unknownGroup()
      return findPolicy(store, { scope, scopeId }) ?? depotPolicy(store)
    case 'charger': {
      const charger = facts.charger(scopeId)
      if (!charger) throw unknownCharger()
      return governingPolicy(store, { chargerId: scopeId, groupId: charger.groupId })
    }
  }
}
