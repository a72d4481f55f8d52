import { authorise, meter, plugIn, start, stop, unplug } from './charging.ts'
import type { Sampling } from './charging.ts'
import { chargedBefore } from './history.ts'
import type { Step, StepName } from './scenario.ts'
import { fillIn } from './simulated-charger.ts'
import type { Connector, SimulatedCharger } from './simulated-charger.ts'

type RunStep<Name extends StepName> = (
  charger: SimulatedCharger,
  connector: Connector,
  step: Extract<Step, { do: Name }>,
) => Promise<unknown> | void

/** Does one thing after the other; a step without a connector is for `connectorId`. */
export async function runSteps(
  charger: SimulatedCharger,
  connectorId: number,
  steps: readonly Step[],
): Promise<void> {
  for (const step of steps) {
    if (!charger.running) return
    const connector = charger.connector(('connector' in step ? step.connector : undefined) ?? connectorId)
    await (run[step.do] as RunStep<StepName>)(charger, connector, step)
  }
}

const run: { [Name in StepName]: RunStep<Name> } = {
  boot: (charger) => charger.boot(),
  status: (charger, connector, { status }) => charger.setStatus(connector, status),
  wait: (charger, _, { s }) => charger.wait(charger.random.amount(s) * 1000),
  plug_in: (charger, connector) => plugIn(charger, connector),
  authorise: (charger, connector, { tag }) => authorise(charger, connector, tagOf(charger, tag)),
  async start(charger, connector, { tag }) {
    // A start with an identifier of its own did not ask before: the answer to the start is the verdict.
    if (tag !== undefined) connector.permit = { tag: tagOf(charger, tag), accepted: true }
    await start(charger, connector)
  },
  meter: (charger, connector, step) => meter(charger, connector, samplingOf(charger, step)),
  stop: (charger, connector, { reason }) => stop(charger, connector, 'local', reason),
  unplug: (charger, connector) => unplug(charger, connector),
  async charge(charger, connector, step) {
    if (connector.transaction !== null || connector.status === 'faulted') return
    await charger.setStatus(connector, 'preparing')
    await authorise(charger, connector, tagOf(charger, step.tag))
    await start(charger, connector)
    if (connector.transaction !== null) await meter(charger, connector, samplingOf(charger, step))
    await stop(charger, connector, 'local')
    await unplug(charger, connector)
  },
  history: (charger, connector, { tag, sessions, days }) =>
    chargedBefore(charger, connector, {
      tag: () => tagOf(charger, tag),
      sessions: Math.round(charger.random.amount(sessions)),
      days,
    }),
  offline(charger, _, { for_s: seconds }) {
    charger.line.disconnect()
    if (seconds === undefined) return
    charger.after(charger.random.amount(seconds) * 1000, () => charger.line.connect())
  },
  online(charger) {
    charger.line.connect()
    return charger.accepted()
  },
  async reboot(charger, _, { forgets_transactions: forgets }) {
    charger.queue.pause()
    charger.line.disconnect()
    for (const connector of charger.connectors) {
      if (forgets) connector.transaction = null
      else await stop(charger, connector, 'power_loss')
      connector.status = 'available'
    }
    if (forgets) charger.queue.clear()
    charger.reboot('power_up')
    await charger.accepted()
  },
  async fault(charger, connector, { code, vendor_code: vendorCode, info, for_s: seconds }) {
    await charger.setStatus(connector, 'faulted', { code, vendorCode, info })
    if (seconds === undefined) return
    await charger.wait(charger.random.amount(seconds) * 1000)
    await charger.setStatus(connector, 'available')
  },
  clock: (charger, _, { skew_s: seconds }) => charger.setClockSkew(seconds * 1000),
  send: (charger, _, call) => charger.send(call),
}

function tagOf(charger: SimulatedCharger, tag: string | string[]): string {
  return fillIn(charger.random.choice(tag), charger.number)
}

function samplingOf(
  charger: SimulatedCharger,
  step: Extract<Step, { do: 'meter' }> | Extract<Step, { do: 'charge' }>,
): Sampling {
  const { power_kw: power = 7.4, every_s: every = 10, times = 6 } = step
  const { random } = charger
  return {
    powerW: random.amount(power) * 1000,
    everyMs: random.amount(every) * 1000,
    times: Math.round(random.amount(times)),
  }
}
