import { setTimeout as pause } from 'node:timers/promises'
import { startClients } from '../clients/run-clients.ts'
import { figureOf, type Figure } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type ServerName } from '../servers/run-server.ts'

const startedMs = 2500

/** What the process grows by for each charger that is connected, has booted and is quiet. */
export async function measureIdleMemory(plan: Plan): Promise<Figure> {
  // Memory does not depend on the weather: one round says it.
  const round = { bare: await measure('bare', plan), gatehouse: await measure('gatehouse', plan) }
  return figureOf(
    {
      name: `memory per idle connection, ${plan.idleConnections.toLocaleString('en')} connections`,
      unit: 'KiB',
      target: { atMost: 1.7 },
      note: 'growth of the memory in use (RssAnon), garbage collected',
    },
    [round],
  )
}

function measure(name: ServerName, plan: Plan): Promise<number> {
  const { idleConnections } = plan
  return withServer(name, { ...plan, chargers: idleConnections }, async (server, port) => {
    await using clients = startClients()
    // A gateway's threads, which start in its first seconds, are of no connection.
    await pause(startedMs)
    const { memoryBytes: before } = await server.ask('usage', { collect: true })
    await clients.ask('connect', { port, first: 0, count: idleConnections })
    await clients.ask('settle', plan)
    const { memoryBytes: after } = await server.ask('usage', { collect: true })
    return (after - before) / idleConnections / 1024
  })
}
