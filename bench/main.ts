import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { measureIdleMemory } from './cases/idle-memory.ts'
import { measureLatency } from './cases/latency.ts'
import { measureModeAt } from './cases/mode-at.ts'
import { measureModeSwitch } from './cases/mode-switch.ts'
import { measureReconnectStorm } from './cases/reconnect-storm.ts'
import { measureStartUp } from './cases/start-up.ts'
import { authorize, heartbeats, measureThroughput, meterValues } from './cases/throughput.ts'
import { meets, type Figure } from './figure.ts'
import { describeMachine } from './machine.ts'
import { fullPlan, quickPlan, type Plan } from './plan.ts'
import { tableOf } from './report.ts'

const cases: Readonly<Record<string, (plan: Plan) => Promise<Figure>>> = {
  heartbeats: (plan) => measureThroughput(heartbeats, plan),
  authorize: (plan) => measureThroughput(authorize, plan),
  'meter-values': (plan) => measureThroughput(meterValues, plan),
  latency: measureLatency,
  'mode-at': measureModeAt,
  'mode-switch': measureModeSwitch,
  'idle-memory': measureIdleMemory,
  'reconnect-storm': measureReconnectStorm,
  'start-up': measureStartUp,
}

const usage = `npm run bench -- [--quick] [--json] [--dir PATH] [case …]

Compares Gatehouse with a bare websocket server, in the same run and with the same clients.
  --quick     one short round of everything
  --json      figures as JSON
  --dir PATH  where data is kept meanwhile; a disk, not memory (default: /var/tmp)
Cases: ${Object.keys(cases).join(', ')} (default: all).`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      dir: { type: 'string', default: existsSync('/var/tmp') ? '/var/tmp' : tmpdir() },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const unknown = positionals.find((name) => !(name in cases))
  if (values.help || unknown !== undefined) {
    console.error(unknown === undefined ? usage : `there is no case ${unknown}\n\n${usage}`)
    return values.help ? 0 : 2
  }
  const plan: Plan = { ...(values.quick ? quickPlan : fullPlan), dataDir: values.dir }
  const machine = describeMachine(plan.dataDir)
  const figures: Figure[] = []
  for (const name of positionals.length > 0 ? positionals : Object.keys(cases)) {
    if (process.stderr.isTTY) process.stderr.write(`${name} …\n`)
    figures.push(await cases[name]!(plan))
  }
  const withVerdict = figures.map((figure) => ({ ...figure, met: meets(figure) }))
  console.log(
    values.json ? JSON.stringify({ machine, figures: withVerdict }, null, 2) : tableOf(machine, figures),
  )
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
