import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'

/** A profile of any OCPP 1.6 charger that departs from nothing. */
export const genericProfile: FirmwareProfile = {
  id: 'generic/ocpp1.6',
  title: 'Any',
  match: { protocols: ['ocpp1.6'] },
  tolerances: [{ name: 'nul_bytes', because: 'seen', confidence: 'forum', source: 'somewhere' }],
  identifier: {},
  timings: {
    callTimeoutMs: 30_000,
    authorisationWaitS: 30,
    deniedStopAfterS: 10,
    writeGapMs: 500,
    settleDelayMs: 0,
  },
  heartbeatIntervalS: 300,
  maxFrameBytes: 131_072,
  bootAfterReconnect: 'trigger',
  freevend: {
    control: 'standard',
    asksBeforeStart: true,
    factory: 'unknown',
    asksWhileOpen: 'unknown',
    takesEffect: 'unknown',
    idTag: { kind: 'none' },
    keys: [],
  },
  offline: { enforcement: 'as_configured', keys: [] },
  configuration: {
    maxKeysPerRead: null,
    readAll: 'complete',
    booleans: 'true',
    clearCache: 'unknown',
    keys: [],
  },
  localList: {
    support: 'unknown',
    maxEntries: null,
    maxPerMessage: null,
    differential: 'unknown',
    idForm: 'any',
  },
  remoteStart: { idForm: 'any', whileOpen: 'any', whileManaged: 'unknown', needsConnector: false },
  restart: { backWithinS: 300, unruledForS: 0, dailyAt: null },
  invalidAnswer: { behaviour: 'unknown', maxEnergyWh: null },
  claims: [{ because: 'generic', confidence: 'forum', source: 'somewhere' }],
}
