import t from 'tap'
import { listLedger } from '../../appliance/store/ledger.ts'
import { sql } from '../../appliance/store/sql.ts'
import { openDepot, register, type Depot } from '../support/depot.ts'

const card = '04A1B2C3D4'

function actions(depot: Depot): string[] {
  return listLedger(depot.store, {}, 100, null)
    .map(({ action }) => action)
    .filter((action) => action.startsWith('session.'))
    .reverse()
}

function count(depot: Depot): number {
  return depot.store.all(sql.selectFrom('session').select('id')).length
}

await t.test('a session from its start to its end', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const started = await depot.start({ idTag: card, meterStart: 1000 })
  t.match(started, { verdict: 'allow', mustStop: false })
  depot.clock.advance(60_000)
  await depot.measure([register(1500)], { transactionId: started.transactionId })
  t.match(depot.session(started.transactionId), { state: 'charging', energyWh: null, endedAt: null })
  depot.clock.advance(60_000)
  const { verdict } = await depot.stop({ transactionId: started.transactionId, idTag: card, reason: 'Local' })
  t.match(verdict, { verdict: 'allow' })
  t.match(depot.session(started.transactionId), {
    chargerId: 'CP1',
    evseId: 1,
    connectorId: 1,
    protocol: 'ocpp1.6',
    transactionId: String(started.transactionId),
    state: 'ended',
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:02:00.000Z',
    meterStartWh: 1000,
    meterStopWh: 5000,
    energyWh: 4000,
    stopReason: 'local',
    maskedIdentifier: '04••••••D4',
    accessClass: 'own_fleet',
    vehicle: 'BUS-12',
    accessMode: 'managed_access',
    flags: [],
  })
  t.strictSame(actions(depot), ['session.started', 'session.charging', 'session.ended'])
})

await t.test('ids begin at the seconds since 2020, stay below 2^31 and are never used again', async (t) => {
  const depot = await openDepot(t)
  const { transactionId: first } = await depot.start({ timestamp: '2026-11-20T09:59:00Z' })
  const since2020 = Math.floor(Date.UTC(2026, 10, 20, 10) / 1000 - Date.UTC(2020, 0, 1) / 1000)
  t.equal(first, since2020)
  depot.store.database.exec('DELETE FROM session')
  t.equal((await depot.start()).transactionId, first + 1, 'although the row is gone')
})

await t.test('a clock that is decades ahead does not use the ids up', async (t) => {
  const depot = await openDepot(t)
  depot.clock.setNow('2099-01-01T00:00:00Z')
  const { transactionId } = await depot.start()
  t.ok(transactionId < 2 ** 31 - 1_000_000_000)
})

await t.test('a start that is sent again gets the same id and verdict, and is decided once', async (t) => {
  const depot = await openDepot(t)
  const start = { idTag: 'STRANGER', timestamp: '2026-11-20T10:00:00Z' }
  const first = await depot.start(start)
  depot.clock.advance(600_000)
  t.strictSame(await depot.start(start), first)
  t.equal(listLedger(depot.store, { action: 'decision.made' }, 9, null).length, 1)
  t.equal(count(depot), 1)
  await depot.stop({ transactionId: first.transactionId })
  t.match(await depot.start(start), { transactionId: first.transactionId, mustStop: false })
  for (const other of [{ meterStart: 7 }, { connectorId: 2 }, { idTag: card }, { chargerId: 'CP2' }]) {
    await depot.start({ ...start, ...other })
  }
  t.equal(count(depot), 5, 'whatever differs is another start')
})

await t.test('starts look alike where the clock stands still: after the end it is another one', async (t) => {
  const depot = await openDepot(t)
  const start = { timestamp: '1970-01-01T00:00:09Z', meterStart: 0 }
  const first = await depot.start(start)
  t.equal((await depot.start(start)).transactionId, first.transactionId)
  await depot.stop({ transactionId: first.transactionId, meterStop: 10 })
  const second = await depot.start(start)
  t.not(second.transactionId, first.transactionId)
  t.match(depot.session(second.transactionId), { flags: ['denied', 'clock_suspect'] })
})

await t.test('a replayed start is judged as of then, and flagged as offline', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card, { validTo: Temporal.Instant.from('2026-11-20T09:00:00Z') })
  const connectedAt = '2026-11-20T09:59:30Z'
  const offline = { idTag: card, timestamp: '2026-11-20T08:00:00Z', connectedAt }
  const { transactionId, verdict } = await depot.start(offline)
  t.equal(verdict, 'allow')
  t.match(depot.session(transactionId), { flags: ['offline'], startedAt: '2026-11-20T08:00:00.000Z' })
  t.match(await depot.start({ idTag: card, connectorId: 2, connectedAt }), { reason: 'expired_identifier' })
})

await t.test('a live start from a slow clock is judged as of now', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card, { validTo: Temporal.Instant.from('2026-11-20T09:30:00Z') })
  t.match(await depot.start({ idTag: card, timestamp: '2026-11-20T09:00:00Z' }), {
    reason: 'expired_identifier',
  })
})

await t.test('an end for an id of zero or less belongs to the one session that it fits', async (t) => {
  const depot = await openDepot(t)
  const { transactionId } = await depot.start({ idTag: card })
  for (const id of [0, -1])
    await depot.stop({ transactionId: id, meterStop: 5000, timestamp: '2026-11-20T10:00:05Z' })
  t.match(depot.session(transactionId), { state: 'ended', energyWh: 4000, flags: ['denied'] })
  t.equal(count(depot), 2, 'the second found nothing open, and is kept')
})

await t.test('an end for zero that may belong to two sessions is kept as one of its own', async (t) => {
  const depot = await openDepot(t)
  const one = await depot.start({ connectorId: 1 })
  const other = await depot.start({ connectorId: 2 })
  const { session } = await depot.stop({ transactionId: 0 })
  t.match(session, { evseId: 0, flags: ['start_missing'], energyWh: null, meterStopWh: 5000 })
  for (const { transactionId } of [one, other]) t.equal(depot.session(transactionId).state, 'started')
})

await t.test('an end for an unknown id is kept once, and not called accepted for a stranger', async (t) => {
  const depot = await openDepot(t)
  const stop = { transactionId: 4711, idTag: 'STRANGER', timestamp: '2026-11-20T10:00:00Z' }
  const { session, verdict } = await depot.stop(stop)
  t.match(session, { transactionId: '4711', state: 'ended', flags: ['start_missing'], decisionId: null })
  t.match(verdict, { verdict: 'deny', reason: 'unknown_identifier' })
  t.equal((await depot.stop(stop)).session.id, session.id)
  t.equal(count(depot), 1)
  t.equal(listLedger(depot.store, { action: 'decision.made' }, 9, null).length, 0, 'nobody asked to charge')
})

await t.test('another charger’s id is as unknown as any', async (t) => {
  const depot = await openDepot(t)
  const { transactionId } = await depot.start()
  const { session } = await depot.stop({ chargerId: 'CP2', transactionId })
  t.not(session.id, transactionId)
  t.equal(depot.session(transactionId).state, 'started')
})

await t.test('a second end changes nothing', async (t) => {
  const depot = await openDepot(t)
  const { transactionId } = await depot.start()
  await depot.stop({ transactionId, meterStop: 2000 })
  const before = depot.session(transactionId)
  depot.clock.advance(60_000)
  await depot.stop({ transactionId, meterStop: 9000, reason: 'PowerLoss' })
  t.strictSame(depot.session(transactionId), before)
  t.strictSame(actions(depot), ['session.started', 'session.ended'])
})

await t.test('a start that comes after its end completes it', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const connectedAt = '2026-11-20T09:59:30Z'
  const { session } = await depot.stop({
    transactionId: -1,
    idTag: card,
    timestamp: '2026-11-20T09:00:00Z',
    connectedAt,
  })
  const start = { idTag: card, timestamp: '2026-11-20T08:00:00Z', connectedAt }
  const { transactionId, mustStop } = await depot.start(start)
  t.equal(transactionId, session.id)
  t.equal(mustStop, false)
  t.match(depot.session(transactionId), {
    state: 'ended',
    evseId: 1,
    startedAt: '2026-11-20T08:00:00.000Z',
    endedAt: '2026-11-20T09:00:00.000Z',
    energyWh: 4000,
    flags: ['offline'],
    vehicle: 'BUS-12',
  })
  t.equal((await depot.start(start)).transactionId, transactionId)
  t.equal(count(depot), 1)
})

const unfitting = {
  'an end before the start': { timestamp: '2026-11-20T07:00:00Z' },
  'an end with less on the meter': { meterStop: 10 },
  'an end by another card': { idTag: 'STRANGER' },
  'an end over an earlier connection': { connectedAt: '2026-11-20T07:30:00Z' },
}

for (const [what, change] of Object.entries(unfitting)) {
  await t.test(`${what} is not taken for that of a later start`, async (t) => {
    const depot = await openDepot(t)
    const connectedAt = '2026-11-20T09:59:30Z'
    const end = { transactionId: -1, idTag: card, timestamp: '2026-11-20T09:00:00Z', connectedAt, ...change }
    if ('connectedAt' in change) depot.clock.setNow('2026-11-20T07:40:00Z')
    const { session } = await depot.stop(end)
    depot.clock.setNow('2026-11-20T10:00:00Z')
    const { transactionId } = await depot.start({
      idTag: card,
      timestamp: '2026-11-20T08:00:00Z',
      connectedAt,
    })
    t.not(transactionId, session.id)
    t.equal(depot.session(transactionId).state, 'started')
  })
}

await t.test('a second start on a connector closes the first, whose late end amends it', async (t) => {
  const depot = await openDepot(t)
  const first = await depot.start({ meterStart: 1000 })
  depot.clock.advance(60_000)
  await depot.measure([register(1800)])
  depot.clock.advance(60_000)
  const second = await depot.start({ meterStart: 2000 })
  t.match(depot.session(first.transactionId), {
    state: 'ended',
    endedAt: '2026-11-20T10:01:00.000Z',
    energyWh: 800,
    stopReason: 'unknown',
    flags: ['denied', 'stop_missing', 'superseded'],
  })
  depot.clock.advance(60_000)
  await depot.stop({
    transactionId: first.transactionId,
    meterStop: 1950,
    timestamp: '2026-11-20T10:01:50Z',
    reason: 'EVDisconnected',
  })
  t.match(depot.session(first.transactionId), {
    endedAt: '2026-11-20T10:01:50.000Z',
    energyWh: 950,
    stopReason: 'ev_disconnected',
    flags: ['denied'],
  })
  t.equal(depot.session(second.transactionId).state, 'started')
  t.strictSame(actions(depot).slice(1), [
    'session.charging',
    'session.presumed_ended',
    'session.started',
    'session.amended',
  ])
})

await t.test('a start that is replayed late leaves a newer session on its connector alone', async (t) => {
  const depot = await openDepot(t)
  const newer = await depot.start({ timestamp: '2026-11-20T10:00:00Z' })
  const older = await depot.start({ timestamp: '2026-11-20T08:00:00Z' })
  for (const { transactionId } of [newer, older]) t.equal(depot.session(transactionId).state, 'started')
  await depot.measure([register(1500)])
  t.equal(depot.session(newer.transactionId).state, 'charging', 'what is measured now is of the newer')
  depot.clock.advance(1000)
  await depot.start()
  for (const { transactionId } of [newer, older]) t.equal(depot.session(transactionId).state, 'ended')
})

await t.test('a denied start runs until it is stopped', async (t) => {
  const depot = await openDepot(t)
  const { transactionId, mustStop, verdict } = await depot.start({ idTag: 'STRANGER' })
  t.match({ mustStop, verdict }, { mustStop: true, verdict: 'deny' })
  t.match(depot.session(transactionId), { flags: ['denied'], accessClass: 'unknown' })
})

await t.test('a start without any card is judged like one of nobody', async (t) => {
  const depot = await openDepot(t)
  t.match(await depot.start({ idTag: ' \0' }), { verdict: 'deny', reason: 'unknown_identifier' })
  await depot.openToAll()
  t.match(await depot.start({ idTag: '', connectorId: 2 }), { verdict: 'open', mustStop: false })
})

await t.test('a timestamp that cannot be believed gives way to the time of arrival', async (t) => {
  const depot = await openDepot(t)
  const { transactionId } = await depot.start({ timestamp: '1970-01-01T00:00:09Z' })
  depot.clock.advance(60_000)
  await depot.stop({ transactionId, timestamp: 'yesterday' })
  t.match(depot.session(transactionId), {
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:01:00.000Z',
    reportedStart: '1970-01-01T00:00:09Z',
    flags: ['denied', 'clock_suspect'],
  })
})
