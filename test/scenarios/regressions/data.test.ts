import t from 'tap'
import { RawCharger } from '../../ocpp/rpc/raw-charger.ts'
import { sessionsOf, type List } from '../../support/api.ts'
import { bootCharger } from '../../support/charger.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { sql } from '../../../appliance/store/sql.ts'

const dayMs = 86_400_000
const trimEveryMs = 600_000

/** As many as the RPC layer lets into their handlers from one charger. */
const maxHandlers = 16

function meterValues(timestamp: string, count = 1): object {
  const sampledValue = Array.from({ length: count }, (_, n) => ({ value: String(1000 + n) }))
  return { connectorId: 1, meterValue: [{ timestamp, sampledValue }] }
}

async function writesDone({ flow }: TestGateway): Promise<void> {
  for (let write = 0; write < 30; write++) await flow.commits.write(() => {})
}

await t.test('steve#563: meter values do not grow without bound, and their loss is on record', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock, config: { meterKeepDays: 1 } })
  const charger = await bootCharger(t, gateway)
  for (let n = 0; n < 20; n++) await charger.call('MeterValues', meterValues(clock.now().toString()))
  await charger.close()
  const { store } = gateway.flow
  const kept = () => store.all(sql.selectFrom('meterSample').select('id')).length
  t.equal(kept(), 20)
  for (const ms of [2 * dayMs, trimEveryMs]) {
    clock.advance(ms)
    await writesDone(gateway)
  }
  t.equal(kept(), 0)
  t.match(store.all(sql.selectFrom('telemetryGap').selectAll().where('lane', '=', 'meter')), [
    { count: 20, reason: 'retention', fromAt: '2026-11-20T10:00:00.000Z' },
  ])
})

await t.test('steve#1163: a charger that floods the gateway does not fill its memory', async (t) => {
  const gateway = await startGateway(t)
  const charger = await RawCharger.connect(`ws://127.0.0.1:${gateway.ports.ocpp}/CP1`)
  const count = 1000
  const report = meterValues(new Date().toISOString(), 50)
  for (let n = 0; n < count; n++) charger.send([2, `m${n}`, 'MeterValues', report])
  let most = 0
  for (let n = 0; n < count; n++) {
    t.strictSame(await charger.next(), [3, `m${n}`, {}])
    most = Math.max(most, gateway.flow.commits.waiting)
  }
  // The gateway has a few writes of its own.
  t.ok(most < 2 * maxHandlers, `${most} writes waited`)
})

await t.test('steve#136: a clock that is wrong just after the boot moves no session', async (t) => {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway)
  const before = new Date().toISOString()
  const then = '1970-01-01T00:00:12Z'
  const start = { connectorId: 1, idTag: 'STRANGER', meterStart: 0, timestamp: then }
  const status = { connectorId: 1, status: 'Charging', errorCode: 'NoError', timestamp: then }
  const { transactionId } = await charger.call<{ transactionId: number }>('StartTransaction', start)
  await charger.call('StatusNotification', status)
  await charger.call('MeterValues', meterValues(then))
  await charger.call('StopTransaction', { transactionId, meterStop: 7, timestamp: then })
  const again = await charger.call<{ transactionId: number }>('StartTransaction', start)
  t.not(again.transactionId, transactionId, 'the next one looks just like it')
  const [second, first] = await sessionsOf(gateway)
  t.match(first, { id: transactionId, state: 'ended', energyWh: 7, flags: ['denied', 'clock_suspect'] })
  for (const at of [first!.startedAt, first!.endedAt!, second!.startedAt]) t.ok(at >= before, at)
  const { items } = await gateway.api<List<{ at: string }>>(
    'GET',
    `/api/sessions/${transactionId}/meter-values`,
  )
  t.ok(items[0]!.at >= before)
})
