import t from 'tap'
import type { Test } from 'tap'
import { addCard, sessionsOf, type List } from '../support/api.ts'
import { connectCharger, type TestCharger, type Version } from '../support/charger.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

const card = '04A1B2C3D4'
const password = 'sixteen-letters!'

/** The same steps in the words of each version. */
interface Words {
  readonly boot: object
  readonly status: (status: string) => object
  readonly authorise: (idTag: string) => [payload: object, statusOf: (answer: never) => string]
  /** Charges 4 kWh; resolves with what the charger was told of the card at the start. */
  readonly charge: (charger: TestCharger, idTag: string) => Promise<string>
}

const at = () => new Date().toISOString()

const words16: Words = {
  boot: { chargePointVendor: 'Example', chargePointModel: 'One', firmwareVersion: '1.2.3' },
  status: (status) => ({ connectorId: 1, status, errorCode: 'NoError', timestamp: at() }),
  authorise: (idTag) => [{ idTag }, ({ idTagInfo }: { idTagInfo: { status: string } }) => idTagInfo.status],
  async charge(charger, idTag) {
    const started = await charger.call<{ transactionId: number; idTagInfo: { status: string } }>(
      'StartTransaction',
      { connectorId: 1, idTag, meterStart: 1000, timestamp: at() },
    )
    const { transactionId } = started
    const sampledValue = [
      { value: '2.5', unit: 'kWh' },
      { value: '11000', measurand: 'Power.Active.Import', unit: 'W' },
    ]
    const meterValue = [{ timestamp: at(), sampledValue }]
    await charger.call('MeterValues', { connectorId: 1, transactionId, meterValue })
    const stop = { transactionId, meterStop: 5000, timestamp: at(), reason: 'EVDisconnected' }
    await charger.call('StopTransaction', stop)
    return started.idTagInfo.status
  },
}

const words2: Words = {
  boot: {
    reason: 'PowerUp',
    chargingStation: { vendorName: 'Example', model: 'One', firmwareVersion: '1.2.3' },
  },
  status: (connectorStatus) => ({ evseId: 1, connectorId: 1, connectorStatus, timestamp: at() }),
  authorise: (idToken) => [
    { idToken: { idToken, type: 'ISO14443' } },
    ({ idTokenInfo }: { idTokenInfo: { status: string } }) => idTokenInfo.status,
  ],
  async charge(charger, idToken) {
    const transactionInfo = { transactionId: `T-${Math.random()}` }
    const event = (eventType: string, seqNo: number, kWh: number, more: object = {}) =>
      charger.call<{ idTokenInfo: { status: string } }>('TransactionEvent', {
        eventType,
        seqNo,
        timestamp: at(),
        triggerReason: 'Authorized',
        transactionInfo,
        evse: { id: 1, connectorId: 1 },
        meterValue: [{ timestamp: at(), sampledValue: [{ value: kWh, unitOfMeasure: { unit: 'kWh' } }] }],
        ...more,
      })
    const { idTokenInfo } = await event('Started', 0, 1, { idToken: { idToken, type: 'ISO14443' } })
    await event('Updated', 1, 2.5, { transactionInfo: { ...transactionInfo, chargingState: 'Charging' } })
    const ended = { ...transactionInfo, stoppedReason: 'EVDisconnected' }
    await event('Ended', 2, 5, { transactionInfo: ended })
    return idTokenInfo.status
  },
}

const versions: [Version, Words, unknown: string][] = [
  ['ocpp1.6', words16, 'Invalid'],
  ['ocpp2.0.1', words2, 'Unknown'],
  ['ocpp2.1', words2, 'Unknown'],
]

for (const [version, words, unknown] of versions) {
  await t.test(`${version}: a charger waits, is approved, charges, goes away and comes back`, async (t) => {
    const gateway = await startGateway(t, { config: { unknownChargers: 'wait', noPassword: 'refuse' } })
    await addCard(gateway, card)
    const charger = await connectCharger(t, gateway, { version, password })
    await waits(t, gateway, charger, words)
    await isApproved(t, gateway, charger, version, words)
    await charges(t, gateway, charger, words, unknown)
    await comesBack(t, gateway, charger, version, words)
  })
}

function shown({ api }: TestGateway): Promise<object> {
  return api('GET', '/api/chargers/CP1')
}

async function waits(t: Test, gateway: TestGateway, charger: TestCharger, words: Words): Promise<void> {
  t.match(await charger.call('BootNotification', words.boot), { status: 'Pending', interval: 30 })
  await charger.call('Heartbeat')
  const [payload] = words.authorise(card)
  await t.rejects(charger.call('Authorize', payload), /waits to be approved/)
  await t.rejects(words.charge(charger, card), /waits to be approved/, 'and stays in its queue')
  t.match(await shown(gateway), { status: 'waiting', approved: false, online: true, vendor: 'Example' })
  t.strictSame(await sessionsOf(gateway), [])
}

async function isApproved(
  t: Test,
  gateway: TestGateway,
  charger: TestCharger,
  version: Version,
  words: Words,
): Promise<void> {
  const asked = new Promise((resolve) => {
    charger.client.handle('TriggerMessage', async ({ params }: { params?: unknown }) => {
      resolve(params)
      return { status: 'Accepted' }
    })
  })
  await gateway.api('POST', '/api/chargers/CP1/approve')
  t.strictSame(await asked, { requestedMessage: 'BootNotification' }, 'it need not wait until it asks again')
  t.match(await charger.call('BootNotification', words.boot), { status: 'Accepted', interval: 300 })
  await charger.call('StatusNotification', words.status('Available'))
  t.match(await shown(gateway), {
    status: 'approved',
    protocol: version,
    online: true,
    model: 'One',
    firmware: '1.2.3',
    hasPassword: true,
    expectedMode: 'managed_access',
    connectors: [{ evseId: 1, connectorId: 1, status: 'Available' }],
    openSessions: 0,
  })
}

async function charges(
  t: Test,
  gateway: TestGateway,
  charger: TestCharger,
  words: Words,
  unknown: string,
): Promise<void> {
  const authorise = async (idTag: string) => {
    const [payload, statusOf] = words.authorise(idTag)
    return statusOf(await charger.call<never>('Authorize', payload))
  }
  t.equal(await authorise(card), 'Accepted')
  t.equal(await authorise('STRANGER'), unknown)
  t.equal(await words.charge(charger, card), 'Accepted')
  t.match(await sessionsOf(gateway), [
    {
      chargerId: 'CP1',
      evseId: 1,
      connectorId: 1,
      state: 'ended',
      meterStartWh: 1000,
      meterStopWh: 5000,
      energyWh: 4000,
      stopReason: 'ev_disconnected',
      maskedIdentifier: '04••••••D4',
      vehicle: 'BUS-12',
      flags: [],
    },
  ])
  t.equal(await words.charge(charger, 'STRANGER'), unknown)
  t.match(await sessionsOf(gateway), [{ flags: ['denied'], state: 'ended' }, {}])
  const { items } = await gateway.api<List<{ reason: string }>>('GET', '/api/decisions')
  t.strictSame(
    items.map(({ reason }) => reason),
    ['unknown_identifier', 'own_fleet', 'unknown_identifier', 'own_fleet'],
  )
  t.match(await gateway.api('GET', '/api/faults'), { items: [] }, 'a denial is no fault')
}

async function comesBack(
  t: Test,
  gateway: TestGateway,
  charger: TestCharger,
  version: Version,
  words: Words,
): Promise<void> {
  const gone = gateway.event(({ topic, item }) => topic === 'charger' && 'online' in item && !item.online)
  await charger.close()
  await gone
  t.match(await shown(gateway), { online: false, offlineSince: String })
  await t.rejects(connectCharger(t, gateway, { version, password: 'sixteen-letters?' }), /Unauthorized/)
  await t.rejects(connectCharger(t, gateway, { version }), /Unauthorized/)
  t.match(await shown(gateway), { online: false, failedSignIns: 1 })
  const back = await connectCharger(t, gateway, { version, password })
  t.equal(await words.charge(back, card), 'Accepted', 'the password of its first day is its own')
  t.match(await shown(gateway), { online: true })
  t.equal((await sessionsOf(gateway)).length, 3)
}
