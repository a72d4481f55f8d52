import { setTimeout as pause } from 'node:timers/promises'
import type { Action } from '../clients/messages.ts'
import { startClients, type Clients } from '../clients/run-clients.ts'
import { figureOf, median, type Figure, type Target } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type Server } from '../servers/run-server.ts'
import type { Stored } from '../servers/server-actions.ts'

export interface Throughput {
  readonly name: string
  readonly action: Action
  readonly target: Target
  /** What has to be on disk for each answer. */
  readonly stores: 'decisions' | 'meterSamples' | null
}

export const heartbeats: Throughput = {
  name: 'heartbeats',
  action: 'Heartbeat',
  target: { atLeast: 0.9 },
  stores: null,
}

export const authorize: Throughput = {
  name: 'Authorize, decision durable before the answer',
  action: 'Authorize',
  target: { atLeast: 0.5 },
  stores: 'decisions',
}

export const meterValues: Throughput = {
  name: 'MeterValues stored',
  action: 'MeterValues',
  target: { atLeast: 0.6 },
  stores: 'meterSamples',
}

/** A server with its chargers connected. */
interface Side {
  readonly server: Server
  readonly clients: Clients
}

interface Slice {
  readonly perS: number
  /** How long the server's processor was busy for each message. */
  readonly cpuUs: number
  /** How much of one core that was. */
  readonly busy: number
}

/** Messages per second in a closed loop: every charger has one message under way. The sides take short turns. */
export function measureThroughput(what: Throughput, plan: Plan): Promise<Figure> {
  return withSide('bare', what, plan, (bare) =>
    withSide('gatehouse', what, plan, async (gatehouse) => {
      await gatehouse.clients.ask('settle', plan)
      await runLoop(bare, what, plan.warmUpMs)
      await runLoop(gatehouse, what, plan.warmUpMs)
      const slices: { bare: Slice; gatehouse: Slice }[] = []
      for (let round = 0; round < plan.slices; round++) {
        const ofBare = await runLoop(bare, what, plan.sliceMs)
        slices.push({ bare: ofBare, gatehouse: await runLoop(gatehouse, what, plan.sliceMs) })
      }
      return summary(what, plan, slices)
    }),
  )
}

function withSide<T>(
  name: 'bare' | 'gatehouse',
  what: Throughput,
  plan: Plan,
  measure: (side: Side) => Promise<T>,
): Promise<T> {
  return withServer(name, plan, async (server, port) => {
    await using clients = startClients()
    await clients.ask('connect', { port, first: 0, count: plan.chargers })
    if (what.action === 'MeterValues') await clients.ask('startSessions')
    return await measure({ server, clients })
  })
}

/** One turn, from the first message to the last answer; counted are those of `forMs` in its middle. */
async function runLoop(side: Side, what: Throughput, forMs: number): Promise<Slice> {
  const { server, clients } = side
  const storedBefore = await server.ask('stored')
  await clients.ask('startLoop', what.action)
  // All chargers start in the same instant, which is not how it goes on.
  await pause(forMs / 5)
  const [usedBefore, before] = await look(side)
  await pause(forMs)
  const [usedAfter, after] = await look(side)
  const answers = await clients.ask('stopLoop')
  mustBeStored(what, storedBefore, await server.ask('stored'), answers)
  const counted = after.answers - before.answers
  const tookMs = after.atMs - before.atMs
  const cpuMs = usedAfter.cpuMs - usedBefore.cpuMs
  return { perS: (counted / tookMs) * 1000, cpuUs: (cpuMs / counted) * 1000, busy: cpuMs / tookMs }
}

function look({ server, clients }: Side) {
  return Promise.all([server.ask('usage', { collect: false }), clients.ask('progress')])
}

/** Every answer of the loop acknowledged a fact: each must be there. */
function mustBeStored({ stores }: Throughput, before: Stored, after: Stored, answers: number): void {
  if (stores === null || !after.keeps) return
  const stored = after[stores] - before[stores]
  if (stored !== answers) throw new Error(`${answers} answers came, but ${stored} ${stores} are stored`)
}

function summary(what: Throughput, plan: Plan, slices: readonly { bare: Slice; gatehouse: Slice }[]): Figure {
  const of = (side: 'bare' | 'gatehouse', field: keyof Slice) =>
    median(slices.map((slice) => slice[side][field]))
  const cpu = `${of('bare', 'cpuUs').toFixed(1)} and ${of('gatehouse', 'cpuUs').toFixed(1)} µs`
  const busy = `${Math.round(of('bare', 'busy') * 100)} and ${Math.round(of('gatehouse', 'busy') * 100)} %`
  return figureOf(
    {
      name: `${what.name}, ${plan.chargers.toLocaleString('en')} chargers`,
      unit: 'per second',
      target: what.target,
      note: `server CPU ${cpu} a message, ${busy} of a core`,
    },
    slices.map(({ bare, gatehouse }) => ({ bare: bare.perS, gatehouse: gatehouse.perS })),
  )
}
