import { startClients } from '../clients/run-clients.ts'
import { figureOf, type Figure, type Round } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type ServerName } from '../servers/run-server.ts'

/** The power is back: all chargers connect at once, boot, and tell the status of their connectors. */
export async function measureReconnectStorm(plan: Plan): Promise<Figure> {
  const rounds: Round[] = []
  for (let round = 0; round < plan.rounds; round++) {
    const bare = await measure('bare', plan)
    rounds.push({ bare, gatehouse: await measure('gatehouse', plan) })
  }
  const count = plan.chargers.toLocaleString('en')
  const name = `reconnect storm, ${count} chargers accepted and reported`
  return figureOf({ name, unit: 'ms', target: { atMost: 2 }, note: '' }, rounds)
}

function measure(name: ServerName, plan: Plan): Promise<number> {
  return withServer(name, plan, async (_server, port) => {
    await using clients = startClients()
    // Twice: neither is to be charged for code that nobody has run yet.
    await clients.ask('storm', { port, first: 0, count: plan.chargers })
    await clients.ask('disconnect')
    return await clients.ask('storm', { port, first: 0, count: plan.chargers })
  })
}
