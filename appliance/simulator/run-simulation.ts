import type { Clock } from '../domain/clock.ts'
import { stop } from './charging.ts'
import { Random } from './random.ts'
import { runSteps } from './run-steps.ts'
import type { Group, Scenario } from './scenario.ts'
import { SimulatedCharger } from './simulated-charger.ts'
import { Tally } from './tally.ts'
import type { Summary } from './tally.ts'

export interface Simulation {
  /** Up to the identity: `ws://127.0.0.1:9000`. */
  readonly url: string
  readonly clock: Clock
  /** Ends it: what is charging is stopped and unplugged, then everything is switched off. */
  readonly signal: AbortSignal
}

/** For what has not been delivered when the simulation ends. */
const farewellMs = 2000

/**
 * Runs a scenario until every charger has done its steps, or until `signal` where one of them loops or is
 * kept waiting.
 */
export async function runSimulation(
  scenario: Scenario,
  { url, clock, signal }: Simulation,
): Promise<Summary> {
  const startedMs = clock.monotonicMs()
  const tally = new Tally()
  const fleet = scenario.chargers.flatMap((group, groupIndex) =>
    Array.from({ length: group.count }, (_, index) => {
      const random = new Random(scenario.seed * 1_000_003 + groupIndex * 65_537 + index)
      const number = group.first + index
      return { group, charger: new SimulatedCharger(group, number, { url, clock, random, tally }) }
    }),
  )
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([Promise.all(fleet.map(({ group, charger }) => live(charger, group, clock))), aborted])
  const farewells = Promise.all(fleet.map(({ charger }) => farewell(charger)))
  await Promise.race([farewells, new Promise<void>((resolve) => clock.after(farewellMs, resolve))])
  for (const { charger } of fleet) charger.switchOff()
  return tally.summary(fleet.length, clock.monotonicMs() - startedMs)
}

async function live(charger: SimulatedCharger, group: Group, clock: Clock): Promise<void> {
  const delayMs = charger.random.amount(group.start_after_s ?? 0) * 1000
  if (delayMs > 0) await new Promise<void>((resolve) => clock.after(delayMs, resolve))
  charger.switchOn()
  await charger.accepted()
  await runSteps(charger, 1, group.steps)
  await Promise.all(charger.connectors.map(({ id }) => repeat(charger, id, group)))
}

async function repeat(charger: SimulatedCharger, connectorId: number, { loop }: Group): Promise<void> {
  while (charger.running && loop.length > 0) {
    await runSteps(charger, connectorId, loop)
    // A loop without any waiting in it must not keep the others from their turn.
    await charger.wait(1)
  }
}

async function farewell(charger: SimulatedCharger): Promise<void> {
  for (const connector of charger.connectors) await stop(charger, connector, 'local')
  await charger.queue.delivered()
}
