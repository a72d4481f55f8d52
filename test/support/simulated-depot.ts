import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { FirmwareProfileFile } from '../../appliance/domain/firmware-profile.ts'
import type { LiveEvent } from '../../appliance/domain/live-event.ts'
import { Random } from '../../appliance/simulator/random.ts'
import type { Group } from '../../appliance/simulator/scenario.ts'
import { SimulatedCharger } from '../../appliance/simulator/simulated-charger.ts'
import { Tally } from '../../appliance/simulator/tally.ts'
import { findChargerMode } from '../../appliance/store/charger-modes.ts'
import type { ChargerMode } from '../../appliance/domain/charger-mode.ts'
import { startGateway, type TestGateway } from './gateway.ts'
import { HastyClock } from './hasty-clock.ts'

/** Chargers of this vendor switch free charging by `FreeVend`, and are quick. */
export const vendorProfile: FirmwareProfileFile = {
  id: 'depot/example',
  title: 'Example',
  extends: 'generic/ocpp1.6',
  match: { protocols: ['ocpp1.6'], vendor: 'Example' },
  freevend: {
    control: 'vendor_key',
    factory: 'open',
    idTag: { kind: 'constant', value: 'FREE' },
    keys: [
      {
        key: 'FreeVend',
        type: 'boolean',
        open: 'true',
        managed: 'false',
        reboot: 'none',
        readonly: false,
        because: 'It lets anyone charge.',
        confidence: 'tested',
        source: 'the simulator',
      },
    ],
  },
}

/** Without a list of their own, or with the limits that make a list interesting. */
export const permissive16 = {
  AllowOfflineTxForUnknownId: 'true',
  AuthorizationCacheEnabled: 'true',
  LocalAuthListEnabled: 'false',
  LocalAuthorizeOffline: 'false',
  LocalPreAuthorize: 'true',
  StopTransactionOnInvalidId: 'false',
  FreeVend: 'true',
} as const

export interface SimulatedDepot {
  readonly clock: HastyClock
  gateway: TestGateway
  readonly charger: (given?: Partial<Group>) => SimulatedCharger
  /** Resolves once what is stored of a charger's mode fits. */
  readonly mode: (id: string, fits: (mode: ChargerMode) => boolean) => Promise<ChargerMode>
  /** The attempts at a charger, newest first. */
  readonly changes: (id: string) => Promise<readonly ModeChangeView[]>
  readonly stopGateway: () => Promise<void>
  /** Starts it again where its chargers look for it. */
  readonly startGateway: () => Promise<void>
  readonly override: (
    ids: readonly string[],
    mode: ChargerMode['expectedMode'],
    hours?: number,
  ) => Promise<void>
}

export interface ModeChangeView {
  readonly toMode: string
  readonly outcome: string
  readonly cause: string
  readonly problem: string | null
  readonly steps: readonly {
    readonly step: string
    readonly result: string
    readonly detail: string | null
  }[]
}

/** A gateway and chargers that behave as their firmware does, on real sockets, under a clock in a hurry. */
export async function simulatedDepot(t: Test, startedAt?: string): Promise<SimulatedDepot> {
  const clock = new HastyClock(startedAt)
  // The gateway's own directory is made anew when it starts.
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  mkdirSync(join(dataDir, 'firmware-profiles', 'depot'), { recursive: true })
  writeFileSync(join(dataDir, 'firmware-profiles', 'depot', 'example.json'), JSON.stringify(vendorProfile))
  const depot: SimulatedDepot = {
    clock,
    gateway: await startGateway(t, { clock, config: { dataDir } }),
    charger(given = {}) {
      const url = `ws://127.0.0.1:${depot.gateway.ports.ocpp}`
      const group = {
        ...plainCharger,
        ...(given.protocol?.startsWith('ocpp2') ? {} : exampleCharger),
        ...given,
      }
      const charger = new SimulatedCharger(group, 1, {
        url,
        clock,
        random: new Random(1),
        tally: new Tally(),
      })
      t.teardown(() => charger.switchOff())
      charger.switchOn()
      return charger
    },
    stopGateway: () => depot.gateway.close(),
    async startGateway() {
      const { config, ports } = depot.gateway
      depot.gateway = await startGateway(t, { clock, config: { ...config, ocppPort: ports.ocpp } })
    },
    mode: (id, fits) => untilMode(depot.gateway, id, fits),
    async changes(id) {
      const path = `/api/mode-changes?chargerId=${id}&limit=100`
      return (await depot.gateway.api<{ items: ModeChangeView[] }>('GET', path)).items
    },
    async override(chargerIds, mode, hours = 240) {
      const until = clock.now().add({ hours }).toString()
      await depot.gateway.api('POST', '/api/overrides', {
        chargerIds,
        mode,
        until,
        reason: 'test',
        acknowledgePartial: true,
      })
    },
  }
  return depot
}

export const plainCharger: Omit<Group, 'steps' | 'loop'> = {
  count: 1,
  id: 'CP1',
  first: 1,
  protocol: 'ocpp1.6',
  vendor: 'Other',
  model: 'One',
  firmware: '1.0.0',
  connectors: 1,
  clock_skew_s: 0,
  habits: [],
  configuration: {},
}

export const exampleCharger = {
  vendor: 'Example',
  freevend: { key: 'FreeVend', value: 'true', tag: 'FREE' },
  configuration: permissive16,
} as const

async function untilMode(
  gateway: TestGateway,
  id: string,
  fits: (mode: ChargerMode) => boolean,
): Promise<ChargerMode> {
  const now = () => {
    const mode = findChargerMode(gateway.flow.store, id)
    return mode && fits(mode) ? mode : null
  }
  for (;;) {
    const next = gateway.event((event: LiveEvent) => event.topic === 'mode' && event.chargerId === id)
    const mode = now()
    if (mode) return mode
    await next
  }
}
