import { defineCommand } from './command.ts'
import { findRunning } from './gateway-client.ts'
import type { Gateway } from './gateway-client.ts'
import { fields } from './table.ts'

interface System {
  readonly version: string
  readonly startedAt: string
  readonly zone: string
  readonly clock: { readonly now: string; readonly confidence: string }
  readonly chargers: { readonly online: number; readonly total: number }
  readonly conditions: readonly { readonly message: string; readonly nextStep: string }[]
}

interface Sync {
  readonly listVersion: number
  readonly listAgeS: number
}

export const status = defineCommand({
  name: 'status',
  summary: 'Show how the gateway is. Fails when none is running.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse status', 'gatehouse status --json'],
  async run({ config }) {
    const { dataDir } = config()
    const gateway = await findRunning(dataDir)
    if (gateway !== null) return report(gateway)
    const text = `No gateway is running on ${dataDir}; start one with gatehouse serve.`
    return { data: { running: false, dataDir }, text, exitCode: 1 }
  },
})

async function report(gateway: Gateway) {
  const [system, sync, waiting] = await Promise.all([
    gateway.get<System>('/api/system'),
    gateway.get<Sync>('/api/sync'),
    gateway.list<object>('/api/chargers?status=waiting'),
  ])
  const { online, total } = system.chargers
  const lines = fields({
    version: system.version,
    running: `since ${system.startedAt} (${upFor(system)})`,
    chargers: `${online} of ${total} online, ${waiting.length} waiting for approval`,
    identifiers: `list version ${sync.listVersion}, ${sync.listAgeS} s old`,
    clock: `${system.clock.now}, ${system.clock.confidence}; the depot's zone is ${system.zone}`,
  })
  const conditions = system.conditions.map(({ message, nextStep }) => `! ${message} ${nextStep}`)
  const text = [lines, '', ...(conditions.length > 0 ? conditions : ['All is well.'])].join('\n')
  return { data: { running: true, waiting: waiting.length, ...system, sync }, text }
}

function upFor({ startedAt, clock }: System): string {
  const uptime = Temporal.Instant.from(startedAt).until(Temporal.Instant.from(clock.now), {
    largestUnit: 'hours',
    smallestUnit: 'seconds',
  })
  const { hours, minutes, seconds } = uptime
  if (hours >= 48) return `${Math.floor(hours / 24)} days`
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds} s`
}
