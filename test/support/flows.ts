import type { Test } from 'tap'
import { chargerInstant } from '../../appliance/domain/charger-clock.ts'
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

/** Everything that flows work with, over a real database and a clock that stands still. */
export async function testFlows(t: Test): Promise<TestFlows> {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  const published: LiveEvent[] = []
  const zone = 'Europe/London'
  const facts = new Facts(store, await loadFirmwareProfiles(null), zone)
  return {
    store,
    commits,
    facts,
    clock,
    clockConfidence: () => 'synchronised',
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
