import { Type, type Static } from 'typebox'
import { keptAttempts } from '../../store/decision-list.ts'
import { countObserved, countWouldRefuse, enrolledKeys, listWouldRefuse } from '../../store/rollout-report.ts'
import type { Reader } from '../../store/store.ts'
import { Instant, nullable } from '../field-types.ts'
import { DecisionReasonSchema } from './decision-view.ts'

export const RolloutReport = Type.Object({
  from: Instant,
  to: Instant,
  attempts: Type.Integer({ description: 'Attempts that were decided without being enforced.' }),
  wouldRefuse: Type.Integer(),
  byReason: Type.Array(Type.Object({ reason: DecisionReasonSchema, count: Type.Integer() })),
  identifiers: Type.Array(
    Type.Object({
      maskedIdentifier: nullable(Type.String()),
      reason: DecisionReasonSchema,
      count: Type.Integer(),
      lastAt: Instant,
      chargerIds: Type.Array(Type.String()),
      decisionId: Type.Integer({ description: 'The newest; enrol from it.' }),
      canEnrol: Type.Boolean({ description: 'Unknown still, and kept to be enrolled.' }),
      enrolled: Type.Boolean({ description: 'In the list by now.' }),
    }),
    { description: 'The most frequent first.' },
  ),
})

const identifierLimit = 500

/** Whom the rules would have turned away, in the API's form: masked, the most frequent first. */
export function rolloutReport(
  reader: Reader,
  range: { readonly from: string; readonly to: string },
  chargerIds: readonly string[] | undefined,
): Static<typeof RolloutReport> {
  const filter = { ...range, ...(chargerIds && { chargerIds }) }
  const byReason = countWouldRefuse(reader, filter) as Static<typeof RolloutReport>['byReason']
  const rows = listWouldRefuse(reader, filter, identifierLimit)
  const keys = rows.flatMap(({ identifierKey }) => identifierKey ?? [])
  const kept = keptAttempts(reader, keys)
  const enrolled = enrolledKeys(reader, keys)
  return {
    ...range,
    attempts: countObserved(reader, filter),
    wouldRefuse: byReason.reduce((sum, { count }) => sum + count, 0),
    byReason,
    identifiers: rows.map(({ identifierKey: key, ...row }) =>
      Object.assign(row, {
        canEnrol: key !== null && row.reason === 'unknown_identifier' && kept.has(key),
        enrolled: key !== null && enrolled.has(key),
      }),
    ) as Static<typeof RolloutReport>['identifiers'],
  }
}
