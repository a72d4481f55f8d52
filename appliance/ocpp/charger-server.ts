import type { ChargerLink } from '../domain/charger-link.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import type { Tolerance } from '../domain/firmware-profile.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { FlowContext } from '../flows/context.ts'
import { recordPresence } from '../flows/record-presence.ts'
import type { ChargerFacts } from '../store/facts.ts'
import { admit, type AdmissionRules, type Door } from './admit.ts'
import { ChargerDevice, type DeviceOwner } from './charger-device.ts'
import { createChargerLink } from './charger-link.ts'
import { DeniedSessions } from './denied-sessions.ts'
import type { FrameLog } from './frame-log.ts'
import type { Inbound } from './inbound.ts'
import { askToBoot, expectBoot, getToKnow } from './introduction.ts'
import { routes } from './routes.ts'
import type { Connection } from './rpc/connection.ts'
import { RpcError } from './rpc/error-code.ts'
import type { Payload } from './rpc/message.ts'
import type { Admission, AdmissionRequest, CloseReason, RefusedHandshake, RpcOwner } from './rpc/rpc-owner.ts'
import type { SchemaProblem } from './rpc/schema-problem.ts'
import type { PayloadKind } from './rpc/schemas.ts'
import type { OcppServerOptions } from './rpc/server-options.ts'
import { OcppServer } from './rpc/server.ts'
import type { ToleranceCounter } from './tolerance-counter.ts'
import { WrongPasswords } from './wrong-passwords.ts'
import { repairPayload } from './tolerances.ts'

export interface ChargerServerOptions {
  readonly listen: OcppServerOptions
  readonly rules: AdmissionRules
  readonly frames: FrameLog
  readonly tolerances: ToleranceCounter
}

/** How often it is written down when chargers were last heard of. */
const presenceIntervalMs = 60_000

/** The chargers' side of the gateway: who may connect, who answers which message, who is there. */
export class ChargerServer implements RpcOwner, DeviceOwner {
  readonly clock: FlowContext['clock']
  readonly link: ChargerLink
  readonly rpc: OcppServer
  readonly #flow: FlowContext
  readonly #options: ChargerServerOptions
  readonly #devices = new Map<string, ChargerDevice>()
  readonly #denied: DeniedSessions
  readonly #door: Door
  #stopPresence: () => void = () => {}
  #closing = false

  constructor(flow: FlowContext, options: ChargerServerOptions) {
    this.clock = flow.clock
    this.#flow = flow
    this.#options = options
    this.link = createChargerLink(this.#devices)
    this.rpc = new OcppServer(this, flow.clock, flow.log, options.listen)
    this.#denied = new DeniedSessions(flow, this.link)
    const isOnline = (chargerId: string) => this.#devices.has(chargerId)
    this.#door = { flow, rules: options.rules, wrongPasswords: new WrongPasswords(flow), isOnline }
  }

  async listen(): Promise<{ port: number; tlsPort: number | null }> {
    const ports = await this.rpc.listen()
    this.#watchPresence()
    return ports
  }

  /** Says goodbye to every charger and writes down when each was last heard of. */
  async close(): Promise<void> {
    this.#closing = true
    this.#stopPresence()
    this.#denied.stop()
    const noted = this.#notePresence([...this.#devices.values()])
    await noted.catch((error: unknown) =>
      this.#flow.log.error({ err: error }, 'presence could not be stored'),
    )
    await this.rpc.close()
    await this.#door.wrongPasswords.stop()
  }

  /** A person has let in, refused or removed a charger that may be connected right now. */
  chargerChanged(chargerId: string): void {
    const device = this.#devices.get(chargerId)
    if (!device) return
    const status = this.#flow.facts.charger(chargerId)?.status
    if (status === 'approved') askToBoot(device)
    else if (status !== 'waiting') device.connection.close(1008, 'this charger is not served here')
  }

  /** Whatever denied it, it must not go on. */
  sessionChanged(
    chargerId: string,
    { id, state, flags }: Pick<SessionRecord, 'id' | 'state' | 'flags'>,
  ): void {
    if (state !== 'ended' && flags.includes('denied')) this.#denied.watch(chargerId, id)
  }

  admit(request: AdmissionRequest): Admission | Promise<Admission> {
    return admit(this.#door, request)
  }

  onRefused({ identity, remoteAddress, status, reason }: RefusedHandshake): void {
    // Whoever hammers is not to fill the log as well.
    const write = status === 429 ? this.#flow.log.debug : this.#flow.log.warn
    write({ chargerId: identity, remoteAddress, status, reason }, 'charger was turned away')
  }

  onOpen(connection: Connection): void {
    const device = new ChargerDevice(this, connection)
    const { id, connectedAt } = device
    this.#devices.set(id, device)
    const item = { id, online: true, protocol: connection.protocol, onlineSince: toUtcText(connectedAt) }
    this.#flow.publish({ topic: 'charger', chargerId: id, item })
    const charger = this.#flow.facts.charger(id)
    if (charger?.status !== 'approved') return
    expectBoot(device, charger.profile, charger.isMet)
    this.#denied.watchAllOf(id)
  }

  onClose(connection: Connection, reason: CloseReason): void {
    const device = this.#devices.get(connection.identity)
    if (device?.connection !== connection) return
    this.#devices.delete(connection.identity)
    device.disconnected()
    this.#flow.log.info({ chargerId: device.id, reason }, 'charger disconnected')
    const item = { id: device.id, online: false, offlineSince: toUtcText(this.clock.now()), reason }
    this.#flow.publish({ topic: 'charger', chargerId: device.id, item })
    this.#notePresence([device]).catch((error: unknown) =>
      this.#flow.log.error({ err: error }, 'presence could not be stored'),
    )
  }

  onFrame(connection: Connection, direction: 'in' | 'out', text: string): void {
    const atMs = direction === 'in' ? connection.lastHeardMs : this.clock.monotonicMs()
    this.#options.frames.record(connection.identity, connection.protocol, direction, text, atMs)
  }

  handleCall(connection: Connection, action: string, payload: Payload): Payload | Promise<Payload> {
    const handler = routes[connection.protocol][action]
    if (!handler) throw new RpcError('NotSupported', `${action} is not answered here`)
    const { charger, device } = this.#caller(connection)
    if (charger.status !== 'approved' && action !== 'BootNotification' && action !== 'Heartbeat') {
      throw new RpcError('SecurityError', 'this charger waits to be approved')
    }
    const inbound: Inbound<unknown> = {
      flow: this.#flow,
      charger,
      protocol: connection.protocol,
      payload,
      receivedAt: this.clock.now(),
      connectedAt: device.connectedAt,
      origin: device.origin,
      device,
    }
    return handler(inbound as Inbound<never>)
  }

  repair(
    connection: Connection,
    action: string,
    payload: Payload,
    _problem: SchemaProblem,
    kind: PayloadKind,
  ): Payload | null {
    const profile = this.#flow.facts.charger(connection.identity)?.profile
    if (!profile) return null
    const { protocol } = connection
    const repaired = repairPayload(profile, protocol, action, kind, payload, this.clock.now())
    for (const tolerance of repaired?.used ?? []) this.tolerated(connection.identity, tolerance)
    return repaired?.payload ?? null
  }

  tolerated(chargerId: string, tolerance: Tolerance): void {
    this.#options.tolerances.count(chargerId, tolerance)
  }

  booted(device: ChargerDevice): void {
    const profile = this.#flow.facts.charger(device.id)?.profile
    if (profile) getToKnow(device, profile)
  }

  watchDenied(chargerId: string, sessionId: number): void {
    this.#denied.watch(chargerId, sessionId)
  }

  #caller(connection: Connection): { charger: ChargerFacts; device: ChargerDevice } {
    const charger = this.#flow.facts.charger(connection.identity)
    const device = this.#devices.get(connection.identity)
    // Removed, or replaced by a newer connection, while this message was on its way.
    if (!charger || device?.connection !== connection) {
      throw new RpcError('SecurityError', 'this connection is no longer served')
    }
    return { charger, device }
  }

  #watchPresence(): void {
    if (this.#closing) return
    this.#stopPresence = this.clock.after(presenceIntervalMs, () => {
      this.#notePresence([...this.#devices.values()])
        .catch((error: unknown) => this.#flow.log.error({ err: error }, 'presence could not be stored'))
        .finally(() => this.#watchPresence())
    })
  }

  #notePresence(devices: readonly ChargerDevice[]): Promise<void> {
    const seen = devices.map(({ id, connection, clockSkewMs }) => ({
      id,
      protocol: connection.protocol,
      lastSeenAt: toUtcText(connection.lastMessageAt),
      clockSkewMs,
    }))
    return seen.length === 0 ? Promise.resolve() : recordPresence(this.#flow, seen)
  }
}
