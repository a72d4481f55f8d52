import type { LiveEvent } from '../../domain/live-event.ts'
import type { ModeReconciler } from './reconciler.ts'

/** Tells the reconciler of what happens in the gateway that gives it something to do. */
export function wakeOnEvent(reconciler: ModeReconciler, { topic, chargerId, item }: LiveEvent): void {
  if (topic === 'schedule') {
    const isPolicy = 'changed' in item && (item.changed === 'policy' || item.changed === 'group')
    if (isPolicy) reconciler.policyChanged(chargerId)
    return
  }
  if (chargerId === null) return
  if (topic === 'session') {
    if ('state' in item && item.state === 'ended') reconciler.sessionEnded(chargerId)
    return
  }
  if (topic !== 'charger') return
  if ('online' in item) {
    if (item.online === true) reconciler.connected(chargerId)
    else reconciler.disconnected(chargerId)
  } else if ('vendor' in item) {
    // What it is becomes known when it boots.
    reconciler.booted(chargerId)
  }
}
