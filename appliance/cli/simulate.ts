import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import type { Config } from '../config.ts'
import { readControlFile } from '../control-file.ts'
import { protocols } from '../domain/protocol.ts'
import type { Scenario } from '../simulator/scenario.ts'
import type { Summary } from '../simulator/tally.ts'
import { systemClock } from '../system-clock.ts'
import { defineCommand } from './command.ts'
import type { Surroundings, ValuesOf } from './command.ts'
import { UsageError } from './failure.ts'
import { fields, table } from './table.ts'
import { readInput } from './terminal.ts'

const options = {
  url: {
    type: 'string',
    value: 'URL',
    help: 'Where the chargers connect; default the gateway of --data-dir.',
  },
  chargers: { type: 'string', value: 'N', help: 'Without a scenario: how many (default 1).' },
  protocol: { type: 'string', value: 'NAME', help: `Without a scenario: ${protocols.join(', ')}.` },
  'id-pattern': { type: 'string', value: 'TEXT', help: 'Without a scenario: SIM{n} by default.' },
  tag: { type: 'string', value: 'TEXT', help: 'Without a scenario: the identifier, SIM-TAG-{n} by default.' },
  password: { type: 'string', value: 'TEXT', help: 'Of every charger that the scenario gives none.' },
  duration: {
    type: 'string',
    value: 'SECONDS',
    help: 'End after this time; else when all is done, or Ctrl-C.',
  },
  seed: { type: 'string', value: 'N', help: 'Other chance, other behaviour; the same seed, the same.' },
  'allow-remote': { type: 'boolean', help: 'Let the URL be another machine than this one.' },
} as const

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'Run simulated chargers against a gateway.',
  about: 'The scenario file is described in docs/simulator.md; scenarios/ has several.',
  operands: '[SCENARIO.toml|-]',
  count: [0, 1],
  options,
  examples: [
    'gatehouse simulate scenarios/morning.toml',
    'gatehouse simulate --chargers 100 --protocol ocpp1.6 --duration 60 --json',
  ],
  async run(surroundings, [file], values) {
    const url = targetOf(values.url ?? ownGateway(surroundings.config()), values['allow-remote'])
    const scenario = withDefaults(await scenarioOf(surroundings, file, values), values)
    // Timers of the simulation do not keep the process alive, and an offline charger has no socket.
    const stayAlive = setInterval(() => {}, 2 ** 30)
    const ending = new AbortController()
    const end = () => ending.abort()
    process.on('SIGINT', end).on('SIGTERM', end)
    const cancel =
      values.duration === undefined ? () => {} : systemClock.after(secondsOf(values.duration) * 1000, end)
    try {
      const { runSimulation } = await import('../simulator/run-simulation.ts')
      const summary = await runSimulation(scenario, { url, clock: systemClock, signal: ending.signal })
      return { data: summary, text: told(summary) }
    } finally {
      cancel()
      clearInterval(stayAlive)
      process.off('SIGINT', end).off('SIGTERM', end)
    }
  },
})

/** The port of the gateway that runs, else the one that it would have. */
function ownGateway({ dataDir, ocppPort }: Config): string {
  return `ws://127.0.0.1:${readControlFile(dataDir)?.ocppPort ?? ocppPort}`
}

/** Simulated chargers that meet a real depot by mistake would do harm. */
function targetOf(text: string, allowRemote = false): string {
  const url = URL.parse(text)
  if (url === null || !/^wss?:$/.test(url.protocol)) {
    throw new UsageError('--url must be a WebSocket address, for example ws://127.0.0.1:9000.')
  }
  const isLocal =
    url.hostname === 'localhost' ||
    url.hostname === '[::1]' ||
    (isIPv4(url.hostname) && url.hostname.startsWith('127.'))
  if (isLocal || allowRemote) return text.replace(/\/+$/, '')
  throw new UsageError('--url is another machine; add --allow-remote if it is a test system.')
}

async function scenarioOf(
  { terminal }: Surroundings,
  file: string | undefined,
  values: ValuesOf<typeof options>,
): Promise<Scenario> {
  const { readScenario, ScenarioError } = await import('../simulator/read-scenario.ts')
  try {
    return readScenario(file === undefined ? plainScenario(values) : await readText(terminal, file))
  } catch (cause) {
    if (!(cause instanceof ScenarioError)) throw cause
    throw new UsageError(`${file ?? 'options'}: ${cause.message}`, { cause })
  }
}

async function readText(terminal: Surroundings['terminal'], file: string): Promise<string> {
  if (file === '-') return readInput(terminal)
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new UsageError(`${file} cannot be read; scenarios/ has examples.`, { cause })
  }
}

/** Chargers that charge over and over. */
function plainScenario(values: ValuesOf<typeof options>): string {
  const { chargers = '1', protocol = 'ocpp1.6', 'id-pattern': id = 'SIM{n}', tag = 'SIM-TAG-{n}' } = values
  return `
    [[chargers]]
    count = ${wholeOption('chargers', chargers)}
    id = ${JSON.stringify(id)}
    protocol = ${JSON.stringify(protocol)}
    start_after_s = [0, 2]
    loop = [
      { do = "charge", tag = ${JSON.stringify(tag)}, power_kw = [3.7, 22], every_s = [5, 15], times = [2, 6] },
      { do = "wait", s = [1, 10] },
    ]
  `
}

function withDefaults(scenario: Scenario, { password, seed }: ValuesOf<typeof options>): Scenario {
  const chargers = scenario.chargers.map((group) =>
    password === undefined || group.password !== undefined ? group : Object.assign(group, { password }),
  )
  return { seed: seed === undefined ? scenario.seed : wholeOption('seed', seed), chargers }
}

function wholeOption(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UsageError(`--${name} must be a whole number, for example --${name} 10.`)
}

function secondsOf(text: string): number {
  const seconds = Number(text.replace(/s$/, ''))
  if (seconds > 0) return seconds
  throw new UsageError('--duration must be a number of seconds, for example --duration 60.')
}

function told(summary: Summary): string {
  const sent = Object.entries(summary.sent)
  type Row = (typeof sent)[number]
  const columns = {
    sent: ([action]: Row) => action,
    count: ([, tally]: Row) => tally.sent,
    answered: ([, tally]: Row) => tally.answered,
    errors: ([, tally]: Row) => Object.entries(tally.errors).map(counted).join(', '),
    'p50 ms': ([, tally]: Row) => tally.p50Ms,
    'p99 ms': ([, tally]: Row) => tally.p99Ms,
    'max ms': ([, tally]: Row) => tally.maxMs,
  }
  const overview = fields({
    chargers: summary.chargers,
    seconds: summary.seconds,
    messages: `${summary.messagesSent} (${summary.messagesPerSecond} a second)`,
    ...summary.counts,
    'asked by the gateway': Object.entries(summary.asked).map(counted).join(', '),
    'turned away': Object.entries(summary.turnedAway).map(counted).join(', '),
    'against the schema': summary.schemaProblems.join(', '),
  })
  const { waiting } = summary
  const wait =
    waiting === 0
      ? ''
      : `\n${waiting} ${waiting === 1 ? 'waits' : 'wait'} for approval; see gatehouse charger list --waiting.\n`
  return `${overview}\n${wait}\n${table(sent, columns, 'Nothing was sent.')}`
}

function counted([name, count]: [string, number]): string {
  return `${name} ${count}`
}
