import type { AccessPolicy } from '../domain/access-mode.ts'
import type { AccessWindow } from '../domain/schedule/access-window.ts'
import { prepare } from './prepare.ts'
import type { PolicyTable } from './schema/policy.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** Whose policy: the depot's, or a group's or charger's own. */
export type PolicyScope = Pick<PolicyTable, 'scope' | 'scopeId'>

export const depotScope: PolicyScope = { scope: 'depot', scopeId: '' }

export function groupScope(groupId: number): PolicyScope {
  return { scope: 'group', scopeId: String(groupId) }
}

export function chargerScope(chargerId: string): PolicyScope {
  return { scope: 'charger', scopeId: chargerId }
}

/** The policy of a depot that nobody has changed yet: known vehicles charge, strangers do not. */
const firstPolicy: PolicyTable = {
  ...depotScope,
  defaultMode: 'managed_access',
  onBoundary: 'finish',
  boundaryGraceMin: 15,
  fallback: 'use_last_known',
  offlinePolicy: 'listed_only',
  listMaxAgeS: 7 * 86_400,
  acknowledgedPartial: 0,
  version: 0,
  updatedAt: '1970-01-01T00:00:00.000Z',
}

const find = prepare<PolicyScope, PolicyTable>((p) =>
  sql.selectFrom('policy').selectAll().where('scope', '=', p.scope).where('scopeId', '=', p.scopeId),
)

/** Undefined for a group or charger without a policy of its own. */
export function findPolicy(reader: Reader, scope: PolicyScope): PolicyTable | undefined {
  return reader.find(find, scope)
}

/** The depot's policy; the first one, version 0, while nobody has changed it. */
export function depotPolicy(reader: Reader): PolicyTable {
  return findPolicy(reader, depotScope) ?? firstPolicy
}

/** The nearest policy of what may have several, whole: its own, else its group's, else the depot's. */
export function governingPolicy(
  reader: Reader,
  { chargerId, groupId }: { readonly chargerId?: string; readonly groupId: number | null },
): PolicyTable {
  const own = chargerId === undefined ? undefined : findPolicy(reader, chargerScope(chargerId))
  const ofGroup = own || groupId === null ? own : findPolicy(reader, groupScope(groupId))
  return ofGroup ?? depotPolicy(reader)
}

/** A policy with its windows and the zone that they are meant in. */
export interface GoverningPolicy extends AccessPolicy, PolicyScope {
  /** How long a running session may go on where `onBoundary` says that it is stopped. */
  readonly boundaryGraceMin: number
  /** UTC text: before, another policy was in force. */
  readonly updatedAt: string
}

/** A policy as rules take it. */
export function withWindows(reader: Reader, policy: PolicyTable, zone: string): GoverningPolicy {
  const { acknowledgedPartial: _, ...rules } = policy
  return { ...rules, windows: listWindows(reader, policy), zone }
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

/** With its windows. */
export function deletePolicy(tx: Tx, { scope, scopeId }: PolicyScope): void {
  tx.run(sql.deleteFrom('policy').where('scope', '=', scope).where('scopeId', '=', scopeId))
}

/** The windows of a policy, oldest first. */
export function listWindows(reader: Reader, { scope, scopeId }: PolicyScope): AccessWindow[] {
  const rows = reader.all(
    sql
      .selectFrom('accessWindow')
      .selectAll()
      .where('scope', '=', scope)
      .where('scopeId', '=', scopeId)
      .orderBy('id'),
  )
  return rows.map(({ scope: _scope, scopeId: _scopeId, dates, exdates, ...window }) =>
    Object.assign(window, {
      dates: JSON.parse(dates) as string[],
      exdates: JSON.parse(exdates) as string[],
    }),
  )
}

/** A window to be stored; without an id it gets one. */
export type WindowToStore = Omit<AccessWindow, 'id'> & { readonly id: number | null }

/** Replaces the windows of a policy by these and returns them with their ids. Ids must be those of this policy. */
export function replaceWindows(
  tx: Tx,
  { scope, scopeId }: PolicyScope,
  windows: readonly WindowToStore[],
): AccessWindow[] {
  tx.run(sql.deleteFrom('accessWindow').where('scope', '=', scope).where('scopeId', '=', scopeId))
  return windows.map((window) => {
    const { id, dates, exdates, ...plain } = window
    const lists = { dates: JSON.stringify(dates), exdates: JSON.stringify(exdates) }
    const row = { scope, scopeId, ...plain, ...lists, ...(id !== null && { id }) }
    return { ...window, id: tx.run(sql.insertInto('accessWindow').values(row)).lastId }
  })
}
