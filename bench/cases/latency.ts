import { startClients } from '../clients/run-clients.ts'
import { figureOf, median, quantile, type Figure } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type ServerName } from '../servers/run-server.ts'

const ratePerS = 5000

/** How long the slowest hundredth of `Authorize` takes while everything else goes on. */
export async function measureLatency(plan: Plan): Promise<Figure> {
  const rounds: Record<ServerName, number[]>[] = []
  for (let round = 0; round < plan.rounds; round++) {
    const bare = await measure('bare', plan)
    rounds.push({ bare, gatehouse: await measure('gatehouse', plan) })
  }
  const half = (name: ServerName) => median(rounds.map((round) => median(round[name]))).toFixed(2)
  return figureOf(
    {
      name: `p99 of Authorize at ${ratePerS.toLocaleString('en')} messages/s, mixed`,
      unit: 'ms',
      target: { atMost: 4 },
      note: `p50 ${half('bare')} and ${half('gatehouse')} ms`,
    },
    rounds.map(({ bare, gatehouse }) => ({
      bare: quantile(bare, 0.99),
      gatehouse: quantile(gatehouse, 0.99),
    })),
  )
}

function measure(name: ServerName, plan: Plan): Promise<number[]> {
  return withServer(name, plan, async (_server, port) => {
    await using clients = startClients()
    await clients.ask('connect', { port, first: 0, count: plan.chargers })
    await clients.ask('startSessions')
    await clients.ask('settle', plan)
    const { warmUpMs, latencyMs } = plan
    return await clients.ask('openLoop', { ratePerS, warmUpMs, measureMs: latencyMs })
  })
}
