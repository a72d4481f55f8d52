import t from 'tap'
import { bootCharger, connectCharger, type TestCharger } from '../../support/charger.ts'
import { addCard, sessionsOf } from '../../support/api.ts'
import { startGateway } from '../../support/gateway.ts'

const card = '04A1B2C3D4'
/** While the charger could not reach the gateway. */
const offlineStart = '2025-11-20T08:00:00Z'
const offlineStop = '2025-11-20T09:00:00Z'

interface Started {
  readonly transactionId: number
  readonly idTagInfo: { readonly status: string }
}

function start(charger: TestCharger, changes: object = {}): Promise<Started> {
  const timestamp = new Date().toISOString()
  const request = { connectorId: 1, idTag: card, meterStart: 1000, timestamp, ...changes }
  return charger.call<Started>('StartTransaction', request)
}

function stop(charger: TestCharger, transactionId: number, changes: object = {}): Promise<object> {
  const timestamp = new Date().toISOString()
  return charger.call('StopTransaction', { transactionId, meterStop: 5000, timestamp, ...changes })
}

await t.test(
  'steve#25: an offline transaction by an unknown tag is accepted with idTagInfo and not sent again',
  async (t) => {
    const gateway = await startGateway(t)
    const charger = await bootCharger(t, gateway)
    const unknown = { idTag: 'NEVER-SEEN', timestamp: offlineStart }
    const { transactionId, idTagInfo } = await start(charger, unknown)
    t.ok(transactionId > 0)
    t.strictSame(idTagInfo, { status: 'Invalid' })
    const answer = await stop(charger, transactionId, { idTag: 'NEVER-SEEN', timestamp: offlineStop })
    t.strictSame(answer, { idTagInfo: { status: 'Invalid' } })
    t.match(await sessionsOf(gateway), [
      { state: 'ended', energyWh: 4000, flags: ['denied', 'offline'], startedAt: '2025-11-20T08:00:00.000Z' },
    ])
  },
)

await t.test(
  'steve#1294, libocpp PR#298: a StartTransaction repeated under new message ids after a reconnect is one',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const request = { timestamp: new Date().toISOString() }
    const before = await bootCharger(t, gateway)
    const first = await start(before, request)
    await before.close()
    const after = await connectCharger(t, gateway)
    t.strictSame(await start(after, request), first)
    t.strictSame(await start(after, request), first)
    t.equal((await sessionsOf(gateway)).length, 1)
  },
)

await t.test(
  'steve#156, steve#292: a StopTransaction for an unknown, zero, negative or closed id is accepted',
  async (t) => {
    const gateway = await startGateway(t)
    const charger = await bootCharger(t, gateway)
    for (const id of [4711, 0, -1]) t.strictSame(await stop(charger, id, { meterStop: 9 }), {})
    const { transactionId } = await start(charger)
    t.strictSame(await stop(charger, transactionId), {})
    t.strictSame(await stop(charger, transactionId), {})
    const sessions = await sessionsOf(gateway)
    t.equal(sessions.filter(({ flags }) => flags.includes('start_missing')).length, 3)
    t.equal(sessions.length, 4)
  },
)

await t.test('libocpp#907: a stop that is sent twice, after offline plus reboot, counts once', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const before = await bootCharger(t, gateway)
  const { transactionId } = await start(before)
  await before.close()
  const ended = { timestamp: new Date().toISOString(), reason: 'PowerLoss' }
  const once = await bootCharger(t, gateway)
  await stop(once, transactionId, ended)
  const [session] = await sessionsOf(gateway)
  await once.close()
  const twice = await bootCharger(t, gateway)
  await stop(twice, transactionId, { ...ended, timestamp: new Date().toISOString(), reason: 'Reboot' })
  t.strictSame(await sessionsOf(gateway), [session])
})

await t.test('MicroOcpp#454: a stop arrives, its start never does', async (t) => {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway)
  const request = { timestamp: offlineStop, idTag: card, reason: 'EVDisconnected' }
  t.strictSame(await stop(charger, 1234, request), { idTagInfo: { status: 'Invalid' } })
  await stop(charger, 1234, request)
  t.match(await sessionsOf(gateway), [
    { transactionId: '1234', state: 'ended', energyWh: null, flags: ['offline', 'start_missing'] },
  ])
})

await t.test('mobilityhouse/ocpp#186: a start re-sent with its original timestamp keeps it', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const before = await bootCharger(t, gateway)
  const timestamp = new Date(Date.now() - 1000).toISOString()
  const first = await start(before, { timestamp })
  await before.close()
  const after = await bootCharger(t, gateway)
  t.strictSame(await start(after, { timestamp }), first)
  t.match(await sessionsOf(gateway), [{ startedAt: timestamp, flags: [] }])
})

await t.test(
  'libocpp PR#444: queued transaction messages that arrive before BootNotification are taken in',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const charger = await connectCharger(t, gateway)
    const { transactionId, idTagInfo } = await start(charger, { timestamp: offlineStart })
    t.equal(idTagInfo.status, 'Accepted')
    await stop(charger, transactionId, { timestamp: offlineStop })
    await charger.call('BootNotification', { chargePointVendor: 'Example', chargePointModel: 'One' })
    t.match(await sessionsOf(gateway), [{ state: 'ended', energyWh: 4000, flags: ['offline'] }])
  },
)

await t.test('citrineos#30: a transaction that has ended is not active any more', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const charger = await bootCharger(t, gateway, { version: 'ocpp2.0.1' })
  const event = (eventType: string, seqNo: number, changes: object = {}) =>
    charger.call('TransactionEvent', {
      eventType,
      seqNo,
      timestamp: new Date().toISOString(),
      triggerReason: 'ChargingStateChanged',
      transactionInfo: { transactionId: 'T-1' },
      evse: { id: 1, connectorId: 1 },
      ...changes,
    })
  await event('Started', 0, { idToken: { idToken: card, type: 'ISO14443' } })
  t.equal((await sessionsOf(gateway, 'state=open')).length, 1)
  await event('Ended', 1, { transactionInfo: { transactionId: 'T-1', stoppedReason: 'Local' } })
  await event('Updated', 2)
  t.strictSame(await sessionsOf(gateway, 'state=open'), [])
  t.match(await sessionsOf(gateway), [{ state: 'ended' }])
})

await t.test('citrineos#172: a second transaction on one connector while the first is open', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const charger = await bootCharger(t, gateway)
  const first = await start(charger)
  const second = await start(charger, { meterStart: 1500 })
  t.not(second.transactionId, first.transactionId)
  t.match(await sessionsOf(gateway, 'state=open'), [{ id: second.transactionId }])
  await stop(charger, first.transactionId, { meterStop: 1400 })
  const sessions = await sessionsOf(gateway)
  const energy = new Map(sessions.map(({ id, state, energyWh, flags }) => [id, { state, energyWh, flags }]))
  t.strictSame(energy.get(first.transactionId), { state: 'ended', energyWh: 400, flags: [] })
  t.strictSame(energy.get(second.transactionId), { state: 'started', energyWh: null, flags: [] })
})

await t.test(
  '2.x seqNo gaps and reordering: the session is the same, and says what is missing',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const charger = await bootCharger(t, gateway, { version: 'ocpp2.1' })
    const event = (eventType: string, seqNo: number, energyWh: number) =>
      charger.call('TransactionEvent', {
        eventType,
        seqNo,
        offline: true,
        timestamp: new Date(Date.UTC(2025, 10, 20, 8, seqNo)).toISOString(),
        triggerReason: 'MeterValuePeriodic',
        transactionInfo: { transactionId: 'T-1' },
        evse: { id: 1, connectorId: 1 },
        idToken: { idToken: card, type: 'ISO14443' },
        meterValue: [
          {
            timestamp: new Date(Date.UTC(2025, 10, 20, 8, seqNo)).toISOString(),
            sampledValue: [{ value: energyWh / 1000, unitOfMeasure: { unit: 'kWh' } }],
          },
        ],
      })
    await event('Ended', 3, 5000)
    await event('Updated', 1, 2000)
    t.match(await sessionsOf(gateway), [
      { state: 'ended', flags: ['offline', 'start_missing', 'sequence_gap'] },
    ])
    await event('Started', 0, 1000)
    t.match(await sessionsOf(gateway), [{ energyWh: 4000, flags: ['offline', 'sequence_gap'] }])
    await event('Updated', 2, 3000)
    await event('Ended', 3, 5000)
    t.match(await sessionsOf(gateway), [
      { energyWh: 4000, startedAt: '2025-11-20T08:00:00.000Z', endedAt: '2025-11-20T08:03:00.000Z' },
    ])
    t.strictSame((await sessionsOf(gateway))[0]!.flags, ['offline'])
  },
)

await t.test('a start repeated with the same instant in another spelling is the same session', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const charger = await bootCharger(t, gateway)
  const first = await start(charger, { timestamp: '2026-11-20T10:00:00Z' })
  for (const timestamp of ['2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00+01:00']) {
    t.strictSame(await start(charger, { timestamp }), first, timestamp)
  }
  t.equal((await sessionsOf(gateway)).length, 1)
})

await t.test('a stop before its start ends the session at its start, with its energy, marked', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const charger = await bootCharger(t, gateway)
  const { transactionId } = await start(charger, { timestamp: '2026-11-20T10:00:00Z' })
  await stop(charger, transactionId, { timestamp: '2026-11-20T09:00:00Z' })
  const [session] = await sessionsOf(gateway)
  t.match(session, { startedAt: '2026-11-20T10:00:00.000Z', endedAt: '2026-11-20T10:00:00.000Z' })
  t.match(session, { state: 'ended', energyWh: 4000 })
  t.ok(session?.flags.includes('clock_suspect'))
})

await t.test(
  'a start at a connector that cannot be, with a meter that cannot be, is a session, marked',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const charger = await bootCharger(t, gateway)
    const { transactionId } = await start(charger, { connectorId: 1e300, meterStart: 2 ** 53 })
    await stop(charger, transactionId)
    await stop(charger, 1e300, { meterStop: 1e300 })
    t.match(await sessionsOf(gateway, 'state=ended'), [
      { evseId: 0, energyWh: null, flags: ['start_missing', 'energy_suspect'] },
      { id: transactionId, evseId: 0, energyWh: null, flags: ['energy_suspect', 'place_suspect'] },
    ])
  },
)

await t.test('an event at an EVSE that cannot be is a session, marked', async (t) => {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway, { version: 'ocpp2.0.1' })
  await charger.call('TransactionEvent', {
    eventType: 'Started',
    timestamp: new Date().toISOString(),
    triggerReason: 'CablePluggedIn',
    seqNo: 1e300,
    transactionInfo: { transactionId: 'T-1' },
    evse: { id: 1e300, connectorId: 1 },
  })
  t.match(await sessionsOf(gateway), [{ transactionId: 'T-1', evseId: 0, flags: ['place_suspect'] }])
})
