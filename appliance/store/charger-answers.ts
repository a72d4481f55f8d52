import type { ChargerAnswers, ChargerProofs } from '../domain/charger-answers.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** What a charger answered when it was asked what it can do, and what was proved; null where neither is known. */
export interface ChargerFindings {
  readonly answers: ChargerAnswers | null
  readonly proofs: ChargerProofs | null
}

export function findFindings(reader: Reader, chargerId: string): ChargerFindings {
  const row = reader.get(
    sql.selectFrom('chargerCapability').select(['answers', 'proved']).where('chargerId', '=', chargerId),
  )
  return {
    answers: row === undefined || row.answers === '{}' ? null : (JSON.parse(row.answers) as ChargerAnswers),
    proofs: row === undefined || row.proved === '{}' ? null : (JSON.parse(row.proved) as ChargerProofs),
  }
}

export function putFindings(tx: Tx, chargerId: string, { answers, proofs }: ChargerFindings): void {
  const found = { answers: JSON.stringify(answers ?? {}), proved: JSON.stringify(proofs ?? {}) }
  const nothing = { acknowledgedReasons: null, acknowledgedBy: null, acknowledgedAt: null }
  tx.run(
    sql
      .insertInto('chargerCapability')
      .values({ chargerId, ...found, ...nothing })
      .onConflict((conflict) => conflict.column('chargerId').doUpdateSet(found)),
  )
}
