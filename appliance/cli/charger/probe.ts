import { readControlFile } from '../../control-file.ts'
import type { Capability } from '../../domain/capability.ts'
import type { ProbeStep } from '../../domain/mode-control.ts'
import { defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { findRunning } from '../gateway-client.ts'
import { followLive, type LiveEvent } from '../live-feed.ts'
import { chargerPath } from './charger.ts'

interface Probed {
  readonly steps: readonly ProbeStep[]
}

export const chargerProbe = defineCommand({
  name: 'charger probe',
  summary: 'Find out by doing what a charger can enforce. Fails when something essential does not work.',
  about:
    'Reads its configuration, asks for its list of identifiers, writes a setting and reads it back; what was there before is put back. Each step is shown as it is done.',
  operands: 'ID',
  count: [1, 1],
  options: {},
  examples: ['gatehouse charger probe CP1', 'gatehouse charger probe CP1 --json'],
  async run({ config, terminal }, [id = ''], values) {
    const { dataDir } = config()
    const gateway = await findRunning(dataDir)
    const control = readControlFile(dataDir)
    if (gateway === null || control === null) {
      throw new CommandFailure(
        'No gateway is running, so no charger is connected; start one with gatehouse serve.',
      )
    }
    const tell = (step: ProbeStep) => {
      if (values.json !== true) terminal.stdout.write(`${stepText(step)}\n`)
    }
    const told: ProbeStep[] = []
    const stop = await followLive(control, [`mode:${id}`], (event) => {
      const step = probeStepOf(event)
      if (step === null) return
      told.push(step)
      tell(step)
    })
    try {
      const { steps } = await gateway.post<Probed>(`${chargerPath(id)}/probe`)
      // The answer may overtake the last events.
      stop()
      for (const step of steps.slice(told.length)) tell(step)
      const capability = await gateway.get<Capability>(`${chargerPath(id)}/capability`)
      const exitCode = steps.some(({ result }) => result === 'failed') ? 1 : 0
      return { data: { chargerId: id, steps, capability }, text: verdict(id, capability), exitCode }
    } finally {
      stop()
    }
  },
})

function probeStepOf(event: LiveEvent): ProbeStep | null {
  return (event['probe'] as ProbeStep | undefined) ?? null
}

/** `passed  read the configuration: 41 of the settings that matter are there.` */
function stepText({ step, result, detail }: ProbeStep): string {
  return `${result.padEnd('passed'.length)}  ${step}: ${detail}`
}

function verdict(id: string, { state, reasons }: Capability): string {
  const lines = reasons.map((reason) => `  ${reason}`)
  return [`\n${id} counts as ${state.replaceAll('_', ' ')}.`, ...lines].join('\n')
}
