import type { ChargerMode, LostChange } from '../domain/charger-mode.ts'
import { insertModeChange } from '../store/mode-changes.ts'
import type { Tx } from '../store/store.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

/** Puts what is expected into the ledger: one entry for all chargers of which the same is expected. */
export function recordExpected(tx: Tx, modes: readonly ChargerMode[], at: string): void {
  for (const same of grouped(modes, ({ expectedMode, expectedBecause, expectedSince, status }) => ({
    expectedMode,
    expectedBecause: { ...expectedBecause },
    expectedSince,
    status,
  }))) {
    record(tx, at, 'mode.expected', same)
  }
}

export interface LostModeChange extends LostChange {
  readonly chargerId: string
  readonly fromMode: ChargerMode['observedMode']
}

/** Puts changes that came to nothing into the ledger and the history. */
export function recordLost(tx: Tx, changes: readonly LostModeChange[], completedAt: string): void {
  for (const { chargerIds, common } of grouped(changes, ({ chargerId: _chargerId, ...change }) => ({
    ...change,
    completedAt,
  }))) {
    const entry = record(tx, completedAt, `mode.${common.outcome}`, { chargerIds, common })
    for (const chargerId of chargerIds) insertModeChange(tx, { entry, chargerId, ...common })
  }
}

/** Expected and observed mode as the ledger holds them. */
export function ledgerMode({ expectedBecause, ...mode }: ChargerMode) {
  return { ...mode, expectedBecause: { ...expectedBecause } }
}

/** Tells whoever watches. */
export function publishMode({ publish }: FlowContext, mode: ChargerMode): void {
  const { chargerId, status: modeStatus, expectedBecause: modeBecause, ...item } = mode
  publish({ topic: 'mode', chargerId, item: { ...item, modeBecause, modeStatus } })
}

interface Same<Common> {
  readonly chargerIds: readonly string[]
  readonly common: Common
}

function grouped<Item extends { readonly chargerId: string }, Common extends object>(
  items: readonly Item[],
  commonOf: (item: Item) => Common,
): Same<Common>[] {
  const groups = Map.groupBy(items, (item) => JSON.stringify(commonOf(item)))
  return [...groups.values()].map((same) => ({
    chargerIds: same.map(({ chargerId }) => chargerId),
    common: commonOf(same[0]!),
  }))
}

function record(tx: Tx, at: string, action: string, { chargerIds, common }: Same<object>): number {
  const subject = chargerIds.length === 1 ? `charger:${chargerIds[0]}` : 'depot'
  const body = { chargerIds, ...common } as never
  return recordChange(tx, gatewayOrigin, { at, action, subject, body })
}
