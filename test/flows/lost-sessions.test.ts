import t from 'tap'
import type { ChargerLink } from '../../appliance/domain/charger-link.ts'
import { closeLostSessions } from '../../appliance/flows/close-lost-sessions.ts'
import { recordPresence } from '../../appliance/flows/record-presence.ts'
import { recordStatus } from '../../appliance/flows/record-status.ts'
import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { offlineLink, onlineLink } from '../support/charger-link.ts'
import { openDepot, register, type Depot } from '../support/depot.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

async function connectorSays(depot: Depot, status: string): Promise<void> {
  await recordStatus(depot, {
    chargerId: 'CP1',
    evseId: 1,
    connectorId: 1,
    status,
    errorCode: null,
    vendorErrorCode: null,
    info: null,
    at: depot.clock.now(),
    fault: { change: 'clear', code: null },
    origin: { actor: 'charger:CP1', requestId: null },
  })
}

async function heardOf(depot: Depot): Promise<void> {
  const lastSeenAt = toUtcText(depot.clock.now())
  await recordPresence(depot, [{ id: 'CP1', protocol: 'ocpp1.6', lastSeenAt, clockSkewMs: null }])
}

async function runningSession(depot: Depot): Promise<number> {
  await heardOf(depot)
  const { transactionId } = await depot.start({ meterStart: 1000 })
  depot.clock.advance(minuteMs)
  await depot.measure([register(1700)])
  depot.clock.advance(minuteMs)
  return transactionId
}

async function stillOpenAfter(depot: Depot, link: ChargerLink, waitMs: number): Promise<boolean> {
  depot.clock.advance(waitMs)
  return (await closeLostSessions(depot, link)) === 0
}

await t.test('a session goes on while its connector is in use and its charger connected', async (t) => {
  const depot = await openDepot(t)
  await runningSession(depot)
  await connectorSays(depot, 'Charging')
  t.ok(await stillOpenAfter(depot, onlineLink(depot), 1000 * hourMs))
})

await t.test('a session whose connector has been free for a quarter of an hour is over', async (t) => {
  const depot = await openDepot(t)
  const id = await runningSession(depot)
  await connectorSays(depot, 'Available')
  t.ok(await stillOpenAfter(depot, onlineLink(depot), 15 * minuteMs))
  t.notOk(await stillOpenAfter(depot, onlineLink(depot), 1))
  t.match(depot.session(id), {
    state: 'ended',
    endedAt: '2026-11-20T10:01:00.000Z',
    meterStopWh: 1700,
    energyWh: 700,
    stopReason: 'unknown',
    flags: ['denied', 'stop_missing'],
  })
  t.match(listLedger(depot.store, {}, 1, null), [{ action: 'session.presumed_ended', actor: 'gateway' }])
  t.equal(await closeLostSessions(depot, onlineLink(depot)), 0, 'once')
})

await t.test('a connector that was free before the session began says nothing of it', async (t) => {
  const depot = await openDepot(t)
  await connectorSays(depot, 'Available')
  depot.clock.advance(minuteMs)
  await runningSession(depot)
  t.ok(await stillOpenAfter(depot, onlineLink(depot), hourMs))
})

await t.test('a charger that is away keeps its session for two days', async (t) => {
  const depot = await openDepot(t)
  const id = await runningSession(depot)
  await connectorSays(depot, 'Available')
  await heardOf(depot)
  t.ok(await stillOpenAfter(depot, offlineLink, 48 * hourMs))
  t.notOk(await stillOpenAfter(depot, offlineLink, 1))
  t.match(depot.session(id), { flags: ['denied', 'stop_missing'], energyWh: 700 })
})

await t.test('the late end of a session that was taken to be over amends it', async (t) => {
  const depot = await openDepot(t)
  const id = await runningSession(depot)
  await stillOpenAfter(depot, offlineLink, 72 * hourMs)
  const timestamp = '2026-11-20T14:00:00Z'
  await depot.stop({ transactionId: id, meterStop: 9000, timestamp, connectedAt: '2026-11-23T00:00:00Z' })
  t.match(depot.session(id), {
    endedAt: '2026-11-20T14:00:00.000Z',
    energyWh: 8000,
    stopReason: 'local',
    flags: ['denied', 'offline'],
  })
  t.match(listLedger(depot.store, {}, 1, null), [{ action: 'session.amended', actor: 'charger:CP1' }])
})

await t.test('an end that comes after its working memory was dropped still finds the start', async (t) => {
  const depot = await openDepot(t)
  const id = await runningSession(depot)
  await stillOpenAfter(depot, offlineLink, 72 * hourMs)
  depot.store.database.exec('DELETE FROM sessionFold')
  await depot.stop({ transactionId: id, meterStop: 9000, timestamp: '2026-11-20T14:00:00Z' })
  t.match(depot.session(id), {
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T14:00:00.000Z',
    energyWh: 8000,
    flags: ['denied'],
  })
})

await t.test('a session that was taken to be over runs again when its meter does', async (t) => {
  const depot = await openDepot(t)
  const id = await runningSession(depot)
  await stillOpenAfter(depot, offlineLink, 72 * hourMs)
  await depot.measure([register(1700)], { transactionId: id })
  await depot.measure([register(1800)], { transactionId: id })
  t.match(depot.session(id), { state: 'charging', endedAt: null, energyWh: null, stopReason: null })
  t.strictSame(depot.session(id).flags, ['denied'])
})
