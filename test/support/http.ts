import { join } from 'node:path'
import type { Test } from 'tap'
import type { Role } from '../../appliance/domain/permission.ts'
import { deriveKeys } from '../../appliance/domain/identifier-keys.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'
import { addUser } from '../../appliance/flows/add-user.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import type { FlowContext } from '../../appliance/flows/context.ts'
import type { App, HttpContext } from '../../appliance/http/context.ts'
import { createApp } from '../../appliance/http/server.ts'
import { LiveBus } from '../../appliance/live-bus.ts'
import { createLog } from '../../appliance/log.ts'
import { ModeReconciler } from '../../appliance/ocpp/mode/reconciler.ts'
import { Facts } from '../../appliance/store/facts.ts'
import { TelemetryGate } from '../../appliance/store/telemetry-gate.ts'
import { FakeClock } from './fake-clock.ts'
import { nobodyThere } from './nobody-there.ts'
import { temporaryStore } from './temporary-store.ts'

export const controlSecret = 'control-secret-of-this-test'
export const password = 'a decent password'

/** The headers of somebody who is signed in, ready for `app.inject`. */
export type SignedIn = { cookie: string; 'x-csrf-token': string }

export interface TestApp {
  readonly app: App
  readonly context: HttpContext
  readonly flow: FlowContext
  readonly clock: FakeClock
  readonly bus: LiveBus
  /** Lines of the log so far. */
  readonly logged: string[]
  /** Adds a user of this role and signs them in. */
  readonly signIn: (role: Role, name?: string) => Promise<SignedIn>
}

/** The whole HTTP side over a temporary store and a clock that stands still. */
export async function testApp(t: Test, changes: Partial<HttpContext> = {}): Promise<TestApp> {
  const { store, commits } = temporaryStore(t)
  const [clock, logged] = [new FakeClock(), [] as string[]]
  const log = createLog('debug', { write: (line) => logged.push(line) })
  const bus = new LiveBus(log)
  const zone = 'Europe/London'
  const profiles = await loadFirmwareProfiles(null)
  const flow: FlowContext = {
    store,
    commits,
    facts: new Facts(store, profiles, zone),
    clock,
    clockConfidence: () => 'synchronised',
    scheduleTime: (at) => at,
    keys: deriveKeys(new Uint8Array(32).fill(7)),
    zone,
    telemetry: new TelemetryGate(),
    publish: bus.publish,
    log,
  }
  const context: HttpContext = {
    flow,
    link: nobodyThere,
    modes: new ModeReconciler(flow, nobodyThere),
    profiles,
    noPassword: 'refuse',
    controlSecret,
    version: '0.0.0-test',
    gatewayId: 'gateway-of-this-test',
    startedAt: clock.now(),
    uiDir: join(t.testdirName, 'no-ui'),
    conditions: () => [],
    chargerPage: (chargerId, port) => `http://192.0.2.1:${port}/chargers/${chargerId}`,
    storage: () => ({ databaseBytes: 1, freeBytes: 2 }),
    measurements: () => [],
    watchFrames: () => () => {},
    subscribe: bus.subscribe,
    ...changes,
  }
  const app = createApp(context)
  t.teardown(() => app.close())
  await app.ready()
  const signIn = async (role: Role, name = `the ${role}`) => {
    await addUser(flow, gatewayOrigin, { name, role, password })
    return signInAs(app, name)
  }
  return { app, context, flow, clock, bus, logged, signIn }
}

/** Signs in a user who exists, with `password`. */
export async function signInAs(app: App, name: string): Promise<SignedIn> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
  const cookie = answer.cookies[0]
  if (answer.statusCode !== 201 || cookie === undefined) throw new Error(`signing in failed: ${answer.body}`)
  return {
    cookie: `${cookie.name}=${cookie.value}`,
    'x-csrf-token': answer.json<{ csrfToken: string }>().csrfToken,
  }
}
