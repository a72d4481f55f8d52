import t from 'tap'
import { RawCharger } from '../../ocpp/rpc/raw-charger.ts'
import { addCard, sessionsOf, type List } from '../../support/api.ts'
import { bootCharger } from '../../support/charger.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { startGateway } from '../../support/gateway.ts'

const card = '04A1B2C3D4'
/** The generic profile's `deniedStopAfterS`. */
const graceMs = 10_000
const retryMs = 60_000
/** Short enough for the keep-alive. */
const stepMs = 5000

const start = (changes: object = {}) => ({
  connectorId: 1,
  idTag: card,
  meterStart: 1000,
  timestamp: new Date().toISOString(),
  ...changes,
})

await t.test('steve#594: a start with no idTag at all is taken in, and is nobody’s', async (t) => {
  const gateway = await startGateway(t, { clock: new FakeClock() })
  const charger = await RawCharger.connect(`ws://127.0.0.1:${gateway.ports.ocpp}/CP1`)
  for (const [connectorId, idTag] of [[1, ''], [2, null], [3]] as const) {
    const answer = await charger.ask([2, 'id', 'StartTransaction', start({ connectorId, idTag })])
    t.match(answer, [3, 'id', { transactionId: Number, idTagInfo: { status: 'Invalid' } }])
  }
  const nobody = { flags: ['denied'], maskedIdentifier: null }
  t.match(await sessionsOf(gateway), [nobody, nobody, nobody])
  const { items } = await gateway.api<List<object>>('GET', '/api/decisions')
  const denial = { reason: 'unknown_identifier', maskedIdentifier: null, canEnrol: false }
  t.match(items, [denial, denial, denial])
})

await t.test(
  'steve#1431, lbbrhzn/ocpp#1454: only known tags may charge, unless somebody says so',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const charger = await bootCharger(t, gateway)
    const status = async (idTag: string) =>
      (await charger.call<{ idTagInfo: object }>('Authorize', { idTag })).idTagInfo
    t.strictSame(await status('STRANGER'), { status: 'Invalid' })
    t.strictSame(await status(card), { status: 'Accepted' })
    await openToAll(gateway)
    t.strictSame(await status('STRANGER'), { status: 'Accepted' })
  },
)

await t.test('MicroOcpp#307: in freevend one tag charges on two connectors', async (t) => {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway)
  await openToAll(gateway)
  for (const connectorId of [1, 2]) {
    const answer = await charger.call('StartTransaction', start({ connectorId, idTag: 'VENDOR-CONSTANT' }))
    t.match(answer, { idTagInfo: { status: 'Accepted' } })
  }
  t.match(await sessionsOf(gateway, 'state=open'), [
    { connectorId: 2, accessMode: 'freevend' },
    { connectorId: 1, accessMode: 'freevend' },
  ])
})

await t.test(
  'a charger that keeps charging after an Invalid answer is stopped, until it stops',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await bootCharger(t, gateway)
    const stops: unknown[] = []
    charger.client.handle('RemoteStopTransaction', async ({ params }: { params?: unknown }) => {
      stops.push(params)
      return { status: 'Accepted' }
    })
    const pass = async (ms: number) => {
      for (let restMs = ms; restMs > 0; restMs -= stepMs) {
        clock.advance(stepMs)
        await charger.call('Heartbeat')
      }
    }
    const timestamp = clock.now().toString()
    const started = await charger.call<{ transactionId: number; idTagInfo: object }>(
      'StartTransaction',
      start({ idTag: 'STRANGER', timestamp }),
    )
    const { transactionId, idTagInfo } = started
    t.strictSame(idTagInfo, { status: 'Invalid' })
    for (const waitMs of [graceMs, retryMs + stepMs]) {
      const told = gateway.event(
        ({ topic, item }) =>
          topic === 'command' && 'action' in item && item.action === 'RemoteStopTransaction',
      )
      await pass(waitMs)
      await told
    }
    t.strictSame(stops, [{ transactionId }, { transactionId }])
    await charger.call('StopTransaction', { transactionId, meterStop: 1100, timestamp, reason: 'Remote' })
    await pass(2 * retryMs)
    t.equal(stops.length, 2)
    t.match(await sessionsOf(gateway), [{ state: 'ended', flags: ['denied'], stopReason: 'remote' }])
  },
)

async function openToAll({ api }: Awaited<ReturnType<typeof startGateway>>): Promise<void> {
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await api('POST', '/api/overrides', { chargerIds: ['CP1'], mode: 'freevend', until, reason: 'open day' })
}
