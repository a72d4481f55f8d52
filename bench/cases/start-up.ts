import { join } from 'node:path'
import { Store } from '../../appliance/store/store.ts'
import { startClients } from '../clients/run-clients.ts'
import { figureOf, type Figure, type Round } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { startServer, temporaryFolder } from '../servers/run-server.ts'

/** From the start of the process to the first charger that is accepted: with a long history, and with none. */
export async function measureStartUp(plan: Plan): Promise<Figure> {
  using empty = temporaryFolder(plan)
  using full = temporaryFolder(plan)
  await startOnce(empty.path)
  await startOnce(full.path)
  storeSessions(full.path, plan.storedSessions)
  const rounds: Round[] = []
  for (let round = 0; round < plan.rounds; round++) {
    const bare = await startOnce(empty.path)
    rounds.push({ bare, gatehouse: await startOnce(full.path) })
  }
  const count = plan.storedSessions.toLocaleString('en')
  const name = `start to first accepted charger, ${count} sessions stored`
  const note = 'compared with Gatehouse on an empty store'
  return figureOf({ name, unit: 'ms', target: { atMost: 1.5 }, note }, rounds)
}

/** Returns how long it took, in ms. */
async function startOnce(dataDir: string): Promise<number> {
  await using clients = startClients()
  // Asked for nothing, it answers once it runs.
  await clients.ask('disconnect')
  const startMs = performance.now()
  await using server = startServer('gatehouse')
  const { port } = await server.ask('start', { dataDir, chargers: 1 })
  await clients.ask('connect', { port, first: 0, count: 1 })
  const tookMs = performance.now() - startMs
  await clients.ask('disconnect')
  await server.ask('stop')
  return tookMs
}

/** Straight into the table: it is about reading them, and a million starts would take minutes. */
function storeSessions(dataDir: string, count: number): void {
  const store = new Store(join(dataDir, 'gatehouse.db'))
  store.database
    .prepare(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       INSERT INTO session (chargerId, evseId, connectorId, protocol, transactionId, state, startedAt,
         reportedStart, endedAt, receivedAt, meterStartWh, meterStopWh, energyWh, stopReason, accessMode, flags, updatedAt)
       SELECT printf('CP-%04d', n % 200), 1, 1, 'ocpp1.6', n, 'ended', at, at, at, at, 0, 9000, 9000, 'Local',
         'managed_access', '[]', at
       FROM (SELECT n, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n * 60, 'unixepoch') AS at FROM number)`,
    )
    .run(count)
  store.close()
}
