import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { Random } from '../../../appliance/simulator/random.ts'
import { SimulatedCharger } from '../../../appliance/simulator/simulated-charger.ts'
import { Tally } from '../../../appliance/simulator/tally.ts'
import { systemClock } from '../../../appliance/system-clock.ts'
import { WebSocket } from 'ws'
import { serve } from '../../cli/gatehouse.ts'
import { exampleCharger, plainCharger, vendorProfile } from '../../support/simulated-depot.ts'

/** Tells of each call of the gateway. */
class WatchedTally extends Tally {
  readonly calls = new EventTarget()

  override asked(action: string): void {
    super.asked(action)
    this.calls.dispatchEvent(new Event(action))
  }
}

interface Control {
  readonly url: string
  readonly secret: string
}

const quick = { callTimeoutMs: 5000, deniedStopAfterS: 10, writeGapMs: 150, settleDelayMs: 0 }
const letIn = { GATEHOUSE_OCPP_UNKNOWN_CHARGERS: 'approve', GATEHOUSE_OCPP_NO_PASSWORD: 'allow' }

function controlOf(dataDir: string): Control {
  return JSON.parse(readFileSync(join(dataDir, 'control.json'), 'utf8')) as Control
}

async function ask({ url, secret }: Control, method: string, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** Resolves once the gateway says that the charger is in this mode, which it is told live. */
async function untilConfirmed(t: Test, control: Control, mode: string): Promise<void> {
  const headers = { authorization: `Bearer ${control.secret}` }
  const socket = new WebSocket(`${control.url.replace('http', 'ws')}/api/live`, { headers })
  t.teardown(() => socket.terminate())
  await once(socket, 'open')
  for (;;) {
    const next = once(socket, 'message')
    const { observedMode, modeStatus } = await ask(control, 'GET', '/api/chargers/CP1')
    if (observedMode === mode && modeStatus === 'confirmed') return
    await next
  }
}

await t.test('a gateway killed in the middle of a change of mode finishes it when it is back', async (t) => {
  const dataDir = t.testdir({})
  mkdirSync(join(dataDir, 'firmware-profiles', 'depot'), { recursive: true })
  const claims = [{ because: 'The simulator is quick.', confidence: 'tested', source: 'the simulator' }]
  const profile = { ...vendorProfile, timings: { ...quick, claims } }
  writeFileSync(join(dataDir, 'firmware-profiles', 'depot', 'example.json'), JSON.stringify(profile))
  const first = await serve(t, dataDir, letIn)
  const [, port = ''] = /:(\d+)/.exec(first.greeting.at(-1) ?? '') ?? []
  await ask(controlOf(dataDir), 'PUT', '/api/policy', { defaultMode: 'freevend' })

  const tally = new WatchedTally()
  const surroundings = { url: `ws://127.0.0.1:${port}`, clock: systemClock, random: new Random(1), tally }
  const charger = new SimulatedCharger({ ...plainCharger, ...exampleCharger }, 1, surroundings)
  t.teardown(() => charger.switchOff())
  charger.switchOn()
  await charger.accepted()
  await untilConfirmed(t, controlOf(dataDir), 'freevend')

  const written = once(tally.calls, 'ChangeConfiguration')
  const until = Temporal.Now.instant().add({ hours: 1 }).toString()
  const override = {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    until,
    reason: 'x',
    acknowledgePartial: true,
  }
  await ask(controlOf(dataDir), 'POST', '/api/overrides', override)
  await written
  first.process.kill('SIGKILL')
  t.equal(await first.exited, null)
  t.equal(charger.configuration.get('AllowOfflineTxForUnknownId')?.value, 'true', 'it was not finished')

  await serve(t, dataDir, { ...letIn, GATEHOUSE_OCPP_PORT: port })
  await untilConfirmed(t, controlOf(dataDir), 'managed_access')
  t.equal(charger.isOpen, false)
  t.equal(charger.configuration.get('AllowOfflineTxForUnknownId')?.value, 'false')
})
