import { once } from 'node:events'
import t from 'tap'
import { RawCharger } from '../../ocpp/rpc/raw-charger.ts'
import { bootCharger } from '../../support/charger.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

/** The generic profile's `settleDelayMs`. */
const settleMs = 2000
/** Short enough for the keep-alive. */
const stepMs = 4000
const make = { chargePointVendor: 'Example', chargePointModel: 'One' }

function connect(gateway: TestGateway, options: object = {}): Promise<RawCharger> {
  return RawCharger.connect(`ws://127.0.0.1:${gateway.ports.ocpp}/CP1`, ['ocpp1.6'], options)
}

/** Sends a CALL and passes on its answer's payload. */
async function ask(charger: RawCharger, action: string, payload: object): Promise<unknown> {
  const [type, , answer] = await charger.ask([2, action, action, payload])
  if (type !== 3) throw new Error(`${action} was not answered: ${String(type)}`)
  return answer
}

async function isOnline({ api }: TestGateway): Promise<boolean> {
  return (await api<{ online: boolean }>('GET', '/api/chargers/CP1')).online
}

function offline(gateway: TestGateway): Promise<unknown> {
  return gateway.event(({ topic, item }) => topic === 'charger' && 'online' in item && item.online === false)
}

await t.test(
  'evcc PR#27309: nothing is sent to a charger before it has booted or had the time to',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await connect(gateway)
    const reset = gateway.api('POST', '/api/chargers/CP1/ocpp/Reset', { type: 'Soft' })
    await ask(charger, 'Heartbeat', {})
    clock.advance(settleMs - 1)
    await ask(charger, 'Heartbeat', {})
    t.strictSame(charger.unread, [])
    t.match(await ask(charger, 'BootNotification', make), { status: 'Accepted' })
    const [, id, action] = await charger.next()
    t.equal(action, 'Reset', 'right after the answer to its boot')
    charger.send([3, id, { status: 'Accepted' }])
    t.match(await reset, { status: 'Accepted' })
  },
)

await t.test(
  'evcc PR#27309: a command that waits for the boot has its deadline from the asking',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await connect(gateway)
    const reset = gateway.api('POST', '/api/chargers/CP1/ocpp/Reset', { type: 'Soft' })
    await ask(charger, 'Heartbeat', {})
    clock.advance(settleMs)
    const [, id, action] = await charger.next()
    t.equal(action, 'Reset')
    const answered = t.rejects(reset, /504/)
    for (let restMs = 30_000 - settleMs; restMs > 0; restMs -= stepMs) {
      await ask(charger, 'Heartbeat', {})
      clock.advance(stepMs)
    }
    await answered
    charger.send([3, id, { status: 'Accepted' }])
  },
)

await t.test(
  'evcc PR#25069: a charger that does not boot on a reconnect is served all the same',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const before = await connect(gateway)
    clock.advance(settleMs)
    const [, , action, payload] = await before.next()
    t.equal(action, 'TriggerMessage')
    t.strictSame(payload, { requestedMessage: 'BootNotification' }, 'a stranger is asked what it is')
    await ask(before, 'BootNotification', make)
    const gone = offline(gateway)
    before.socket.close()
    await gone
    const after = await connect(gateway)
    const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' }
    t.strictSame(await ask(after, 'StatusNotification', status), {})
    clock.advance(settleMs)
    const [, , again, asked] = await after.next()
    t.equal(again, 'TriggerMessage')
    t.strictSame(asked, { requestedMessage: 'StatusNotification' }, 'one that is known is not made to boot')
  },
)

await t.test(
  'connectorio-addons PR#211: a charger is left to settle before it is asked anything',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await connect(gateway)
    clock.advance(settleMs / 2)
    await ask(charger, 'BootNotification', make)
    clock.advance(settleMs - 1)
    await ask(charger, 'Heartbeat', {})
    t.strictSame(charger.unread, [])
    clock.advance(1)
    const [, , action] = await charger.next()
    t.equal(action, 'GetConfiguration')
  },
)

await t.test('a charger that reconnects every minute while nobody talks to it is talked to', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock })
  const charger = await connect(gateway)
  await ask(charger, 'BootNotification', make)
  clock.advance(settleMs)
  const [, id, action, payload] = await charger.next()
  t.equal(action, 'GetConfiguration')
  t.strictSame(payload, { key: ['HeartbeatInterval'] })
  charger.send([3, id, { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '60' }] }])
  const pinged = once(charger.socket, 'ping')
  clock.advance(30_000)
  await pinged
})

await t.test('steve#828: a charger that is gone is shown offline within seconds, not minutes', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock })
  const cut = await connect(gateway)
  t.equal(await isOnline(gateway), true)
  const noticed = offline(gateway)
  cut.socket.terminate()
  await noticed
  t.equal(await isOnline(gateway), false)
})

await t.test('steve#828: one whose connection is half open is, after two pings without a pong', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock })
  const mute = await connect(gateway)
  const pinged = once(mute.socket, 'ping')
  clock.advance(1000)
  await pinged
  await ask(mute, 'Heartbeat', {})
  // The network is gone, and neither side hears of it.
  mute.socket.pause()
  const noticed = offline(gateway)
  for (let seconds = 0; seconds < 75; seconds++) clock.advance(1000)
  await noticed
  t.equal(await isOnline(gateway), false)
})

await t.test('steve#2107: many StatusNotifications at once are all answered and stored', async (t) => {
  const gateway = await startGateway(t)
  const charger = await connect(gateway)
  const count = 200
  const answered: unknown[] = []
  for (let n = 0; n < count; n++) {
    const status = {
      connectorId: (n % 4) + 1,
      errorCode: 'NoError',
      status: n < count - 4 ? 'Preparing' : 'Available',
    }
    charger.send([2, `s${n}`, 'StatusNotification', status])
  }
  for (let n = 0; n < count; n++) answered.push(await charger.next())
  t.strictSame(
    answered,
    Array.from({ length: count }, (_, n) => [3, `s${n}`, {}]),
  )
  const { connectors } = await gateway.api<{ connectors: { status: string }[] }>('GET', '/api/chargers/CP1')
  t.strictSame(
    connectors.map(({ status }) => status),
    ['Available', 'Available', 'Available', 'Available'],
  )
})

await t.test('all chargers that reconnect at once are served', async (t) => {
  const gateway = await startGateway(t)
  const ids = Array.from({ length: 200 }, (_, n) => `CP${n}`)
  for (let round = 0; round < 2; round++) {
    const chargers = await Promise.all(ids.map((identity) => bootCharger(t, gateway, { identity })))
    for (const { client } of chargers) void client.close({ force: true })
  }
  const { items } = await gateway.api<{ items: object[] }>('GET', '/api/chargers?limit=200')
  t.equal(items.length, ids.length)
})

await t.test(
  'an unknown subprotocol leaves no silent socket, and an empty identity is not accepted',
  async (t) => {
    const gateway = await startGateway(t)
    const url = `ws://127.0.0.1:${gateway.ports.ocpp}`
    const unknown = new RawCharger(`${url}/CP1`, ['ocpp1.5'])
    const { code } = await unknown.closed
    t.ok([1002, 1006].includes(code), `closed with ${code}`)
    for (const path of ['', '/', '/ocpp', '/ocpp/', '/%20', '/ocpp/%20']) {
      const nameless = new RawCharger(url + path)
      const refused = await new Promise((resolve) => {
        nameless.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode))
        nameless.socket.on('open', () => resolve('open'))
      })
      t.equal(refused, path.endsWith('%20') ? 400 : 404, path)
    }
  },
)
