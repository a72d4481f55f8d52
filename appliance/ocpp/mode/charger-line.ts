import type { ChargerLink, ChargerReply } from '../../domain/charger-link.ts'
import type { Clock } from '../../domain/clock.ts'
import type { FirmwareProfile } from '../../domain/firmware-profile.ts'
import type { Protocol } from '../../domain/protocol.ts'

export interface ChargerLineOptions {
  readonly link: ChargerLink
  readonly clock: Clock
  readonly chargerId: string
  readonly protocol: Protocol
  readonly profile: FirmwareProfile
  /** Aborted when the connection ends: what was planned for it is not sent on the next one. */
  readonly signal: AbortSignal
}

/** The way to one charger at the pace of its profile: a time-out for each call, a gap before each write. */
export class ChargerLine {
  readonly chargerId: string
  readonly protocol: Protocol
  readonly profile: FirmwareProfile
  readonly #link: ChargerLink
  readonly #clock: Clock
  readonly #signal: AbortSignal
  #lastWriteMs = Number.NEGATIVE_INFINITY

  constructor({ link, clock, chargerId, protocol, profile, signal }: ChargerLineOptions) {
    this.chargerId = chargerId
    this.protocol = protocol
    this.profile = profile
    this.#link = link
    this.#clock = clock
    this.#signal = signal
  }

  get of16(): boolean {
    return this.protocol === 'ocpp1.6'
  }

  async ask(action: string, payload: object): Promise<ChargerReply> {
    const signal = this.#signal
    if (signal.aborted) return { ok: false, why: 'offline', detail: 'The connection has ended meanwhile.' }
    const { callTimeoutMs: timeoutMs } = this.profile.timings
    return this.#link.call(this.chargerId, action, payload, { timeoutMs, signal })
  }

  /** The same for what changes something: firmware loses writes that come too close upon each other. */
  async change(action: string, payload: object): Promise<ChargerReply> {
    const waitMs = this.#lastWriteMs + this.profile.timings.writeGapMs - this.#clock.monotonicMs()
    if (waitMs > 0) await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve))
    const reply = await this.ask(action, payload)
    this.#lastWriteMs = this.#clock.monotonicMs()
    return reply
  }
}

/** Whether a charger says that it does not have what it was asked for, which asking again does not change. */
export function isNotSupported(reply: ChargerReply): boolean {
  if (reply.ok) return false
  if (reply.why === 'not_supported') return true
  return reply.why === 'call_error' && (reply.code === 'NotImplemented' || reply.code === 'NotSupported')
}

/** What came of a call that was not answered as it should be. */
export function failureText(reply: ChargerReply & { ok: false }): string {
  return reply.code === undefined ? reply.detail : `${reply.detail} (${reply.code})`
}
