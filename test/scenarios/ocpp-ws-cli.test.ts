import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { ocppVersions } from '../../appliance/ocpp/rpc/protocol.ts'
import { RawCharger } from '../ocpp/rpc/raw-charger.ts'
import { startGateway } from '../support/gateway.ts'

const cli = fileURLToPath(import.meta.resolve('ocpp-ws-cli'))

/** Its suites and how many cases each has, so that none is lost without notice. */
const suites = { transport: 7, rpc: 8, security: 4, chaos: 2 } as const

interface Case {
  readonly name: string
  readonly passed: boolean
  readonly issue?: string
}

/**
 * Cases that a gateway which keeps to the standard may fail, with what they then complain of.
 *
 * "Server rejects invalid message type" takes whatever comes within three seconds for the answer to a message
 * of type 99. In 1.6 there is none: "When a message contains a type number not in the list, the server SHALL
 * ignore the message payload" (OCPP-J 1.6, §4.1.3). What comes is a CALL of ours: this charger has not booted,
 * so it is asked to, which either side may at any time (§4.1.1). In 2.x the answer is a CALLERROR, and it passes.
 */
const contradictions: Readonly<Record<string, RegExp>> = {
  'ocpp1.6 Server rejects invalid message type': /^Unexpected response: \[2,"[^"]+","TriggerMessage"/,
}

async function run(endpoint: string, version: string, suite: string, reports: string): Promise<Case[]> {
  const dir = join(reports, `${version}-${suite}`)
  const report = ['--report', 'json', '--report-dir', dir]
  const target = ['--endpoint', endpoint, '--identity', `${version}-${suite}`, '--protocol', version]
  const child = spawn(process.execPath, [cli, 'test', ...target, '--suite', suite, ...report], {
    stdio: 'ignore',
  })
  await once(child, 'exit')
  const [file] = readdirSync(dir)
  return (JSON.parse(readFileSync(join(dir, file!), 'utf8')) as { testResults: Case[] }).testResults
}

await t.test('the suites of ocpp-ws-cli pass, but for what contradicts the standard', async (t) => {
  const gateway = await startGateway(t, { config: { ocppRate: 50 } })
  const endpoint = `ws://127.0.0.1:${gateway.ports.ocpp}/ocpp`
  const reports = join(gateway.config.dataDir, 'reports')
  const runs = ocppVersions.flatMap((version) =>
    Object.entries(suites).map(async ([suite, count]) => {
      const cases = await run(endpoint, version, suite, reports)
      t.equal(cases.length, count, `${version} ${suite}`)
      for (const { name, passed, issue } of cases) {
        const contradiction = contradictions[`${version} ${name}`]
        if (contradiction === undefined) t.ok(passed, `${version}: ${name} (${issue ?? 'passed'})`)
        else t.match(issue, contradiction, `${version}: ${name}`)
      }
    }),
  )
  await Promise.all(runs)
  const health = await gateway.app.inject('/health')
  t.equal(health.statusCode, 200)
})

await t.test('a message of an unknown type is ignored in 1.6, and the connection lives on', async (t) => {
  const gateway = await startGateway(t)
  const charger = await RawCharger.connect(`ws://127.0.0.1:${gateway.ports.ocpp}/CP1`)
  charger.send([99, 'id', 'Foo', {}])
  t.match(await charger.ask([2, 'next', 'Heartbeat', {}]), [3, 'next'])
})
