import type { Test } from 'tap'
import { chargerInstant } from '../../appliance/domain/charger-clock.ts'
import type { ClockConfidence } from '../../appliance/domain/decision.ts'
import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'
import { deriveKeys } from '../../appliance/domain/identifier-keys.ts'
import type { LiveEvent } from '../../appliance/domain/live-event.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'
import type { FlowContext } from '../../appliance/flows/context.ts'
import { createLog } from '../../appliance/log.ts'
import { Facts, type ChargerFacts } from '../../appliance/store/facts.ts'
import { TelemetryGate } from '../../appliance/store/telemetry-gate.ts'
import { FakeClock } from './fake-clock.ts'
import { temporaryStore } from './temporary-store.ts'

export interface TestFlows extends FlowContext {
  readonly clock: FakeClock
  readonly published: LiveEvent[]
  /** Of a charger that has been added. */
  readonly charger: (id: string) => ChargerFacts
  /** A timestamp as a charger sends it, read now. */
  readonly time: (text: string) => ReturnType<typeof chargerInstant>
}

export interface TestFlowsOptions {
  /** The depot's own profiles, made from the shipped generic one. */
  readonly profiles?: (generic: FirmwareProfile) => FirmwareProfile[]
  readonly clockConfidence?: ClockConfidence
}

/** Everything that flows work with, over a real database and a clock that stands still. */
export async function testFlows(t: Test, options: TestFlowsOptions = {}): Promise<TestFlows> {
  const { profiles = () => [], clockConfidence = 'synchronised' } = options
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  const published: LiveEvent[] = []
  const zone = 'Europe/London'
  const shipped = await loadFirmwareProfiles(null)
  const generic = shipped.find(({ id }) => id === 'generic/ocpp1.6')!
  const facts = new Facts(store, [...profiles(generic), ...shipped], zone)
  return {
    store,
    commits,
    facts,
    clock,
    clockConfidence: () => clockConfidence,
    scheduleTime: (at) => at,
    keys: deriveKeys(new Uint8Array(32).fill(7)),
    zone,
    telemetry: new TelemetryGate(),
    publish: (event) => published.push(event),
    log: createLog('silent'),
    published,
    charger(id) {
      const charger = facts.charger(id)
      if (!charger) throw new Error(`${id} has not been added`)
      return charger
    },
    time: (text) => chargerInstant(text, clock.now()),
  }
}
