import t from 'tap'
import { bootCharger } from '../support/charger.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startGateway } from '../support/gateway.ts'

await t.test(
  'a charger hours behind that tells no time but in transactions is measured by them, a queue is not',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await bootCharger(t, gateway)
    const behind = (hours: number) => clock.now().subtract({ hours }).toString()
    const skewMs = async () =>
      (await gateway.api<{ clockSkewMs: number | null }>('GET', '/api/chargers/CP1')).clockSkewMs
    const sampled = [{ value: '2000' }]
    const measure = (timestamp: string) =>
      charger.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp, sampledValue: sampled }] })

    await charger.call('StatusNotification', { connectorId: 1, status: 'Preparing', errorCode: 'NoError' })
    for (const hours of [9, 8, 7]) await measure(behind(hours))
    t.equal(await skewMs(), null, 'a queue came')
    const start = { connectorId: 1, idTag: 'ANYONE', meterStart: 0, timestamp: behind(3) }
    const { transactionId } = await charger.call<{ transactionId: number }>('StartTransaction', start)
    t.equal(await skewMs(), null, 'it may have waited')
    clock.advance(60_000)
    await measure(behind(3))
    t.equal(await skewMs(), -3 * 3_600_000)
    await charger.call('StopTransaction', { transactionId, meterStop: 9, timestamp: behind(3) })
    t.equal(await skewMs(), -3 * 3_600_000)
  },
)

await t.test('a charger with a good clock is measured by its first start', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock })
  const charger = await bootCharger(t, gateway)
  clock.advance(5000)
  const timestamp = clock.now().subtract({ seconds: 2 }).toString()
  await charger.call('StartTransaction', { connectorId: 1, idTag: 'ANYONE', meterStart: 0, timestamp })
  const { clockSkewMs } = await gateway.api<{ clockSkewMs: number }>('GET', '/api/chargers/CP1')
  t.equal(clockSkewMs, -2000)
})
