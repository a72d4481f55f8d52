import t from 'tap'
import { DeniedSessions } from '../../appliance/ocpp/denied-sessions.ts'
import { offlineLink, onlineLink } from '../support/charger-link.ts'
import { openDepot, type Depot } from '../support/depot.ts'

/** The generic profile's `deniedStopAfterS`. */
const graceMs = 10_000
const retryMs = 60_000

/** Lets what the clock has set off write and be written. */
async function advance(depot: Depot, ms: number): Promise<void> {
  depot.clock.advance(ms)
  for (let write = 0; write < 3; write++) await depot.commits.write(() => {})
}

async function deniedSession(depot: Depot): Promise<number> {
  const { transactionId, mustStop } = await depot.start({ idTag: 'STRANGER' })
  if (!mustStop) throw new Error('it was allowed')
  return transactionId
}

await t.test('a denied session that runs on is stopped, again and again while it runs', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot)
  const denied = new DeniedSessions(depot, link)
  const transactionId = await deniedSession(depot)
  denied.watch('CP1', transactionId)
  denied.watch('CP1', transactionId)
  await advance(depot, graceMs - 1)
  t.strictSame(link.sent, [], 'the charger may stop it by itself')
  await advance(depot, 1)
  const stop = { chargerId: 'CP1', action: 'RemoteStopTransaction', payload: { transactionId } }
  t.strictSame(link.sent, [stop])
  await advance(depot, retryMs)
  t.strictSame(link.sent, [stop, stop])
  await depot.stop({ transactionId })
  await advance(depot, 10 * retryMs)
  t.equal(link.sent.length, 2)
  t.equal(depot.clock.waiting, 0)
})

await t.test('one that the charger stopped by itself is left alone', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot)
  const denied = new DeniedSessions(depot, link)
  const transactionId = await deniedSession(depot)
  denied.watch('CP1', transactionId)
  await depot.stop({ transactionId, reason: 'DeAuthorized' })
  await advance(depot, 10 * retryMs)
  t.strictSame(link.sent, [])
})

await t.test('one that another card was allowed for meanwhile goes on', async (t) => {
  const depot = await openDepot(t)
  await depot.card('04A1B2C3D4')
  const link = onlineLink(depot, undefined, 'ocpp2.0.1')
  const denied = new DeniedSessions(depot, link)
  const { session } = await depot.event({ eventType: 'Started', seqNo: 0, token: 'STRANGER' })
  denied.watch('CP1', session.id)
  await depot.event({ eventType: 'Updated', seqNo: 1, token: '04A1B2C3D4' })
  await advance(depot, 10 * retryMs)
  t.strictSame(link.sent, [])
})

await t.test('OCPP 2.x is asked in its own words', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot, undefined, 'ocpp2.0.1')
  const denied = new DeniedSessions(depot, link)
  const { session } = await depot.event({ eventType: 'Started', seqNo: 0, token: 'STRANGER' })
  denied.watch('CP1', session.id)
  await advance(depot, graceMs)
  t.match(link.sent, [{ action: 'RequestStopTransaction', payload: { transactionId: 'T-1' } }])
  denied.stop()
  await advance(depot, 10 * retryMs)
  t.equal(link.sent.length, 1, 'until the gateway stops')
})

await t.test('a charger that was away is stopped when it is back', async (t) => {
  const depot = await openDepot(t)
  const transactionId = await deniedSession(depot)
  const away = new DeniedSessions(depot, offlineLink)
  away.watch('CP1', transactionId)
  await advance(depot, 10 * retryMs)
  const link = onlineLink(depot)
  const back = new DeniedSessions(depot, link)
  back.watchAllOf('CP1')
  await advance(depot, graceMs)
  t.match(link.sent, [{ action: 'RemoteStopTransaction', payload: { transactionId } }])
})
