import type { ListEntry } from '../domain/local-list.ts'
import { keepListContent, putLocalList, type LocalList } from '../store/local-lists.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

/**
 * Writes down what a charger holds in its list of identifiers, or why it holds none. `entries`: what it was
 * given; null where that is not known, so that it is given the whole list next time.
 */
export function recordLocalList(
  context: FlowContext,
  list: LocalList,
  entries: readonly ListEntry[] | null,
): Promise<void> {
  return context.commits.write((tx) => {
    putLocalList(tx, list)
    if (entries) keepListContent(tx, list.digest, entries)
    const { chargerId } = list
    const at = toUtcText(context.clock.now())
    recordChange(tx, gatewayOrigin, {
      at,
      action: list.status === 'in_step' ? 'local_list.sent' : 'local_list.failed',
      subject: `charger:${chargerId}`,
      body: { ...list },
    })
    const { version, entries: count, status, sentAt, problem } = list
    const item = { localList: { version, entries: count, status, sentAt, problem } }
    tx.afterCommit(() => context.publish({ topic: 'mode', chargerId, item }))
  })
}
