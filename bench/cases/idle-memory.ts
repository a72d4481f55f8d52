import { setTimeout as pause } from 'node:timers/promises'
import { startClients } from '../clients/run-clients.ts'
import { figureOf, type Figure } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type Server, type ServerName } from '../servers/run-server.ts'

/** What the process grows by for each charger that is connected, has booted and is quiet. */
export async function measureIdleMemory(plan: Plan): Promise<Figure> {
  // Memory does not depend on the weather: one round says it.
  const round = { bare: await measure('bare', plan), gatehouse: await measure('gatehouse', plan) }
  return figureOf(
    {
      name: `memory per idle connection, ${plan.idleConnections.toLocaleString('en')} connections`,
      unit: 'KiB',
      target: { atMost: 1.7 },
      note: 'growth of the resident set, garbage collected',
    },
    [round],
  )
}

function measure(name: ServerName, plan: Plan): Promise<number> {
  const { idleConnections } = plan
  return withServer(name, { ...plan, chargers: idleConnections }, async (server, port) => {
    await using clients = startClients()
    const before = await settled(server, plan)
    await clients.ask('connect', { port, first: 0, count: idleConnections })
    return ((await settled(server, plan)) - before) / idleConnections / 1024
  })
}

/** Bytes that the process has from the system, once everything is quiet. */
async function settled(server: Server, { settleMs }: Plan): Promise<number> {
  await pause(settleMs)
  const { rssBytes } = await server.ask('usage', { collect: true })
  return rssBytes
}
