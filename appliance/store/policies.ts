import { firstPolicy } from './access-facts.ts'
import type { PolicyTable } from './schema/policy.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** Whose policy: the depot's, or one charger's own. */
export type PolicyScope = Pick<PolicyTable, 'scope' | 'scopeId'>

export const depotScope: PolicyScope = { scope: 'depot', scopeId: '' }

export function chargerScope(chargerId: string): PolicyScope {
  return { scope: 'charger', scopeId: chargerId }
}

/** Undefined for a charger without a policy of its own. */
export function findPolicy(reader: Reader, { scope, scopeId }: PolicyScope): PolicyTable | undefined {
  return reader.get(
    sql.selectFrom('policy').selectAll().where('scope', '=', scope).where('scopeId', '=', scopeId),
  )
}

/** The depot's policy; the first one, version 0, while nobody has changed it. */
export function depotPolicy(reader: Reader): Omit<PolicyTable, 'updatedAt'> {
  return findPolicy(reader, depotScope) ?? { ...depotScope, ...firstPolicy }
}

export function putPolicy(tx: Tx, policy: PolicyTable): void {
  const { scope: _scope, scopeId: _scopeId, ...rules } = policy
  tx.run(
    sql
      .insertInto('policy')
      .values(policy)
      .onConflict((conflict) => conflict.columns(['scope', 'scopeId']).doUpdateSet(rules)),
  )
}

export function deletePolicy(tx: Tx, { scope, scopeId }: PolicyScope): void {
  tx.run(sql.deleteFrom('policy').where('scope', '=', scope).where('scopeId', '=', scopeId))
}
