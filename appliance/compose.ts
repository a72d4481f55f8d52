import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chargerPageUrl } from './charger-page.ts'
import { watchClock } from './clock-trust.ts'
import { Conditions } from './conditions.ts'
import { ConfigError, type Config } from './config.ts'
import { removeControlFile, writeControlFile } from './control-file.ts'
import { DiskReserve } from './disk-reserve.ts'
import type { ChargerLink } from './domain/charger-link.ts'
import type { Clock } from './domain/clock.ts'
import type { FirmwareProfile } from './domain/firmware-profile.ts'
import { deriveKeys } from './domain/identifier-keys.ts'
import type { SessionRecord } from './domain/session-record.ts'
import { loadFirmwareProfiles } from './firmware-profiles.ts'
import type { FlowContext } from './flows/context.ts'
import { openGateway } from './flows/open-gateway.ts'
import type { App } from './http/context.ts'
import { createApp } from './http/server.ts'
import { LiveBus } from './live-bus.ts'
import { createLog } from './log.ts'
import { readOrCreateMasterKey } from './master-key.ts'
import { ChargerServer } from './ocpp/charger-server.ts'
import { FrameLog } from './ocpp/frame-log.ts'
import { measurementsOf } from './ocpp/measurements.ts'
import { ModeReconciler } from './ocpp/mode/reconciler.ts'
import { wakeOnEvent } from './ocpp/mode/wake-on-events.ts'
import type { OcppServerOptions } from './ocpp/rpc/server-options.ts'
import { ToleranceCounter } from './ocpp/tolerance-counter.ts'
import { Boundaries } from './scheduler/boundaries.ts'
import { Housekeeping } from './scheduler/housekeeping.ts'
import { StorageWatch } from './scheduler/storage-watch.ts'
import { Checkpoints } from './store/checkpoints.ts'
import { Facts } from './store/facts.ts'
import { GroupCommit } from './store/group-commit.ts'
import { checkIntegrity, noteClosed } from './store/integrity.ts'
import { lockDataDirectory } from './store/process-lock.ts'
import { Store } from './store/store.ts'
import { TelemetryGate } from './store/telemetry-gate.ts'
import { storageFigures } from './storage-figures.ts'
import { systemClock } from './system-clock.ts'
import { version } from './version.ts'
import { WriteWatch } from './write-watch.ts'

export interface ComposeOptions {
  /** False: nobody can connect; the API answers `app.inject` only. */
  readonly listen: boolean
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** A whole gateway, in this process. */
export interface Gateway {
  readonly app: App
  readonly flow: FlowContext
  readonly chargers: ChargerServer
  readonly modes: ModeReconciler
  readonly controlSecret: string
  /** What happens in it, as the live feed tells it. */
  readonly subscribe: LiveBus['subscribe']
  /** Where it listens; null when it does not. */
  readonly ports: { readonly http: number; readonly ocpp: number; readonly ocppTls: number | null } | null
  /** Ends everything in order; what was acknowledged is on disk. */
  readonly close: () => Promise<void>
}

const uiDir = join(import.meta.dirname, '..', 'dist', 'ui')

/**
 * Puts the gateway together, the only place that sees all of its parts. Throws `ConfigError`,
 * `MasterKeyError`, `DataDirectoryInUseError`, `DatabaseTooNewError`, and what a port that is taken throws.
 */
export async function composeGateway(config: Config, options: ComposeOptions): Promise<Gateway> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const cleanUp = new AsyncDisposableStack()
  try {
    cleanUp.defer(lockDataDirectory(config.dataDir))
    const gateway = await compose(config, options, cleanUp)
    return { ...gateway, close: once(() => cleanUp.disposeAsync()) }
  } catch (error) {
    await cleanUp.disposeAsync()
    throw error
  }
}

async function compose(
  config: Config,
  options: ComposeOptions,
  cleanUp: AsyncDisposableStack,
): Promise<Omit<Gateway, 'close'>> {
  const clock = options.clock ?? systemClock
  const startedAt = clock.now()
  const log = createLog(config.logLevel)
  const bus = new LiveBus(log)
  const conditions = new Conditions(clock, bus.publish)
  tellWhatIsNotThere(config, conditions)
  const profiles = await loadFirmwareProfiles(join(config.dataDir, 'firmware-profiles'))
  const ports = { clock, log, publish: bus.publish }
  const { flow, storage } = openFlow(config, ports, conditions, profiles, cleanUp)
  const { gatewayId, afterCrash } = await openGateway(flow, version)
  cleanUp.defer(() => flow.commits.write(noteClosed))
  if (afterCrash) void checkAfterCrash(flow, conditions)

  const frames = new FrameLog(flow)
  const tolerances = new ToleranceCounter(flow)
  const chargers = new ChargerServer(flow, {
    listen: listenOptions(config),
    rules: config,
    frames,
    tolerances,
  })
  cleanUp.defer(() => tolerances.stop())
  cleanUp.defer(() => frames.stop())
  cleanUp.defer(
    bus.subscribe(({ topic, chargerId, item }) => {
      if (chargerId === null) return
      if (topic === 'charger' && 'status' in item) chargers.chargerChanged(chargerId)
      if (topic === 'session') chargers.sessionChanged(chargerId, item as SessionRecord)
    }),
  )
  cleanUp.defer(() => chargers.close())
  const modes = new ModeReconciler(flow, chargers.link)
  cleanUp.defer(bus.subscribe((event) => wakeOnEvent(modes, event)))
  cleanUp.defer(() => modes.stop())

  const controlSecret = randomBytes(32).toString('base64url')
  const app = createApp({
    flow,
    link: chargers.link,
    modes,
    profiles,
    noPassword: config.noPassword,
    controlSecret,
    version,
    gatewayId,
    startedAt,
    uiDir,
    conditions: () => conditions.list(),
    storage: () => storageFigures(config.dataDir),
    chargerPage: chargerPageUrl,
    measurements: () => measurementsOf(flow, chargers.rpc),
    watchFrames: (chargerId) => frames.watch(chargerId),
    subscribe: bus.subscribe,
  })
  cleanUp.defer(() => app.close())
  await app.ready()
  if (options.listen) {
    const housekeeping = new Housekeeping(flow, { bounds: config, link: chargers.link, conditions, storage })
    cleanUp.defer(() => housekeeping.stop())
    await housekeeping.start()
    await followSchedule(flow, bus, chargers.link, modes, cleanUp)
    modes.start()
  }
  const listening = options.listen ? await listen(config, app, chargers, controlSecret, cleanUp) : null
  return { app, flow, chargers, modes, controlSecret, subscribe: bus.subscribe, ports: listening }
}

/** The store and everything that flows need, closed in the opposite order. */
function openFlow(
  config: Config,
  ports: Pick<FlowContext, 'clock' | 'log' | 'publish'>,
  conditions: Conditions,
  profiles: readonly FirmwareProfile[],
  cleanUp: AsyncDisposableStack,
): { flow: FlowContext; storage: StorageWatch } {
  const keys = deriveKeys(readOrCreateMasterKey(config).bytes)
  const store = new Store(join(config.dataDir, 'gatehouse.db'))
  cleanUp.defer(() => store.close())
  const facts = new Facts(store, profiles, config.zone)
  const { zone, dataDir } = config
  const { clock, log } = ports
  const writes = new WriteWatch({ clock, log, conditions }, () => storage.ranFull())
  cleanUp.defer(() => writes.stop())
  const commits = new GroupCommit(store, () => facts.clear(), writes.committed)
  cleanUp.defer(() => commits.close())
  const checkpoints = new Checkpoints(store, clock, log)
  checkpoints.start()
  cleanUp.defer(() => checkpoints.stop())
  const trust = watchClock(clock, store)
  const telemetry = new TelemetryGate()
  const flow = { ...ports, store, commits, facts, ...trust, keys, zone, telemetry }
  const freeBytes = () => storageFigures(dataDir).freeBytes
  const storage = new StorageWatch(flow, conditions, { freeBytes, reserve: new DiskReserve(dataDir) })
  return { flow, storage }
}

/** Throws `ConfigError` when the certificate or its key cannot be read. */
function listenOptions(config: Config): OcppServerOptions {
  const { ocppHost: host, ocppPort: port, ocppTlsPort, ocppTlsCertFile, ocppTlsKeyFile, ocppRate } = config
  // On a depot's own LAN nothing is slow: a charger that has gone shows as offline within seconds.
  const plain = { host, port, limits: { ratePerS: ocppRate, pingIntervalMs: 10_000, pongGraceMs: 5_000 } }
  if (ocppTlsCertFile === null || ocppTlsKeyFile === null) return plain
  const material = { cert: readPem(ocppTlsCertFile), key: readPem(ocppTlsKeyFile) }
  return { ...plain, tls: { port: ocppTlsPort, material } }
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read; it must be a PEM file that this user may read`, { cause })
  }
}

/** What is configured for a later version must not look as if it worked. */
function tellWhatIsNotThere({ centralUrl, mqttUrl }: Config, conditions: Conditions): void {
  const names = [...(centralUrl ? ['central.url'] : []), ...(mqttUrl ? ['mqtt.url'] : [])]
  if (names.length === 0) return
  conditions.raise({
    code: 'setting_without_effect',
    message: `This version makes no use of ${names.join(' and ')}: the gateway works on its own.`,
    nextStep: 'Take it out of the configuration, or update once a version uses it.',
    degrades: false,
  })
}

/** The schedule is applied before anybody connects, so that what was missed is made up for first. */
async function followSchedule(
  flow: FlowContext,
  bus: LiveBus,
  link: ChargerLink,
  modes: ModeReconciler,
  cleanUp: AsyncDisposableStack,
): Promise<void> {
  const noticed = (chargerIds: readonly string[]) => modes.noticed(chargerIds)
  const boundaries = new Boundaries(flow, { link, noticed })
  cleanUp.defer(() => boundaries.stop())
  cleanUp.defer(
    bus.subscribe(({ topic, item }) => {
      const isApproval = topic === 'charger' && 'status' in item
      if (topic === 'schedule' || isApproval) void boundaries.wake()
    }),
  )
  await boundaries.start()
}

/** The chargers first: they are what must not wait. */
async function listen(
  config: Config,
  app: App,
  chargers: ChargerServer,
  secret: string,
  cleanUp: AsyncDisposableStack,
): Promise<{ http: number; ocpp: number; ocppTls: number | null }> {
  const { port: ocpp, tlsPort: ocppTls } = await chargers.listen()
  await app.listen({ host: config.httpHost, port: config.httpPort })
  const address = app.server.address()
  const http = typeof address === 'object' && address !== null ? address.port : config.httpPort
  writeControlFile(config.dataDir, {
    url: `http://127.0.0.1:${http}`,
    ocppPort: ocpp,
    secret,
    pid: process.pid,
  })
  cleanUp.defer(() => removeControlFile(config.dataDir))
  return { http, ocpp, ocppTls }
}

/** In the background: chargers that come back after a power cut do not wait for it. */
async function checkAfterCrash({ store, log }: FlowContext, conditions: Conditions): Promise<void> {
  try {
    const findings = await checkIntegrity(store.path)
    if (findings.length === 0) return log.info({}, 'database is intact after an unclean stop')
    log.error({ findings }, 'database is damaged')
    conditions.raise({
      code: 'database_damaged',
      message: 'The database is damaged.',
      nextStep: 'Restore the last backup.',
      degrades: true,
    })
  } catch (error) {
    log.error({ err: error }, 'database could not be checked')
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= run())
}
