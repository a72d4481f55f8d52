import { Type, type Static } from 'typebox'
import { clockConfidences, decisionOutcomes, denyReasons, allowReasons } from '../../domain/decision.ts'
import { explainDecision } from '../../domain/explain-decision.ts'
import { accessClasses } from '../../domain/identifier.ts'
import { decisionRecords, keptAttempts, type DecisionRow } from '../../store/decision-list.ts'
import type { Reader } from '../../store/store.ts'
import { Instant, nullable } from '../field-types.ts'

export const DecisionReasonSchema = Type.Enum([...allowReasons, ...denyReasons])

export const DecisionSchema = Type.Object({
  id: Type.Integer(),
  at: Instant,
  localTime: Type.String({ description: 'As the depot’s clocks showed it, with the offset.' }),
  zone: Type.String(),
  askedFor: Type.String({
    format: 'date-time',
    description: 'In the past for a start that a charger replayed.',
  }),
  chargerId: Type.String(),
  evseId: nullable(Type.Integer()),
  connectorId: nullable(Type.Integer()),
  outcome: Type.Enum([...decisionOutcomes]),
  observed: Type.Boolean({
    description: 'What would have happened: the charger was open while managed access was being introduced.',
  }),
  reason: DecisionReasonSchema,
  explanation: Type.String(),
  nextStep: Type.String({ description: 'What somebody beside the charger can do.' }),
  accessClass: Type.Enum([...accessClasses]),
  maskedIdentifier: nullable(Type.String()),
  vehicle: nullable(Type.String()),
  agreementId: nullable(Type.Integer()),
  ruleId: nullable(Type.Integer({ description: 'Of the team rule that allowed or denied.' })),
  expectedMode: nullable(Type.String()),
  observedMode: nullable(Type.String()),
  policySource: Type.String({ description: '`override`, `window` or `default`.' }),
  policySourceId: nullable(Type.Integer({ description: 'Of the override or window.' })),
  policyVersion: nullable(Type.Integer()),
  stale: Type.Boolean({ description: 'Clock or list were not to be trusted, and the policy said to go on.' }),
  listVersion: Type.Integer(),
  listAgeS: Type.Integer(),
  clockConfidence: Type.Enum([...clockConfidences]),
  protocol: Type.String(),
  message: Type.String({ description: 'The OCPP message that asked.' }),
  decisionUs: nullable(Type.Integer({ description: 'Time that deciding took.' })),
  canEnrol: Type.Boolean({ description: 'The identifier is still unknown, and still kept to be enrolled.' }),
})
export type DecisionItem = Static<typeof DecisionSchema>

/** What the ledger holds of a decision beyond its index row; written by the one place that decides. */
interface DecisionRecord extends Omit<
  DecisionItem,
  'id' | 'at' | 'policySource' | 'explanation' | 'nextStep' | 'canEnrol'
> {
  readonly identifierKey: string | null
  readonly policySource: { readonly source: string; readonly id: number | null; readonly version: number }
  readonly restriction?: 'place' | 'time' | null
}

/** The API's form of the decisions of one page, whole: from the ledger entries of the same numbers. */
export function viewDecisions(reader: Reader, rows: readonly DecisionRow[]): DecisionItem[] {
  const records = decisionRecords(
    reader,
    rows.map(({ id }) => id),
  )
  const kept = keptAttempts(
    reader,
    rows.flatMap(({ reason, identifierKey }) => (reason === 'unknown_identifier' && identifierKey) || []),
  )
  return rows.map(({ id, at, identifierKey }) => {
    const record = JSON.parse(records.get(id)!) as DecisionRecord
    const canEnrol = identifierKey !== null && kept.has(identifierKey)
    return { ...view(record), id, at, canEnrol }
  })
}

function view({ identifierKey, policySource, restriction, ...record }: DecisionRecord) {
  const { sentence, nextStep } = explainDecision(record.reason, {
    presented: identifierKey !== null,
    listAgeS: record.listAgeS,
    restriction: restriction ?? null,
  })
  return {
    ...record,
    policySource: policySource.source,
    policySourceId: policySource.id,
    policyVersion: policySource.version,
    explanation: sentence,
    nextStep,
  }
}
