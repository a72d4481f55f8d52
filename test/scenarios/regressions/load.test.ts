import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { addCard, sessionsOf } from '../../support/api.ts'
import { bootCharger, type TestCharger } from '../../support/charger.ts'
import { startGateway } from '../../support/gateway.ts'

const card = '04A1B2C3D4'

async function start(charger: TestCharger, connectorId: number): Promise<number> {
  const timestamp = new Date().toISOString()
  const request = { connectorId, idTag: card, meterStart: 1000, timestamp }
  return (await charger.call<{ transactionId: number }>('StartTransaction', request)).transactionId
}

await t.test(
  'more than eight StartTransactions at once are all answered, each with its own id',
  async (t) => {
    const gateway = await startGateway(t)
    await addCard(gateway, card)
    const identities = Array.from({ length: 50 }, (_, n) => `CP${n}`)
    const chargers = await Promise.all(identities.map((identity) => bootCharger(t, gateway, { identity })))
    const ids = await Promise.all(chargers.flatMap((charger) => [1, 2, 3].map((n) => start(charger, n))))
    t.equal(new Set(ids).size, 150)
    t.equal((await sessionsOf(gateway, 'state=open')).length, 150)
  },
)

await t.test('a StopTransaction is answered only after it is stored', async (t) => {
  const gateway = await startGateway(t)
  await addCard(gateway, card)
  const charger = await bootCharger(t, gateway)
  const disk = new Database(join(gateway.config.dataDir, 'gatehouse.db'), { readonly: true })
  t.teardown(() => disk.close())
  const stored = disk.prepare('SELECT state, energyWh FROM session WHERE id = ?')
  for (let n = 0; n < 20; n++) {
    const transactionId = await start(charger, 1)
    t.match(stored.get(transactionId), { state: 'started' })
    const timestamp = new Date().toISOString()
    await charger.call('StopTransaction', { transactionId, meterStop: 1000 + n, timestamp })
    t.match(stored.get(transactionId), { state: 'ended', energyWh: n })
  }
})
