import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Server } from 'ws'
import type { Clock } from '../../domain/clock.ts'
import { WriteFailedError } from '../../domain/write-failed.ts'
import type { Log } from '../../log.ts'
import { ChargerSocket } from './charger-socket.ts'
import { headersFor, readHandshake } from './handshake.ts'
import type { OcppVersion } from './protocol.ts'
import { refuseUpgrade } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import type { Admission, AdmissionRequest, RefusedHandshake, RpcOwner } from './rpc-owner.ts'
import type { OcppServerLimits } from './server-options.ts'

/** A charger that has been let in: its open websocket, and what was settled about it. */
export interface Admitted {
  readonly socket: ChargerSocket
  readonly request: AdmissionRequest
  readonly protocol: OcppVersion
  readonly callTimeoutMs: number
}

/** What the server decides for its door. */
export interface Entrance {
  readonly owner: RpcOwner
  readonly clock: Clock
  readonly log: Log
  readonly limits: OcppServerLimits
  /** Why nobody, or nobody new, can be let in right now; null when there is room. */
  noRoomFor(identity: string): string | null
  admitted(charger: Admitted): void
  refused(handshake: RefusedHandshake): void
}

interface Upgrade {
  readonly message: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

/** From an upgrade request to a websocket, or to an HTTP answer that says why not. */
export class Admissions {
  readonly #entrance: Entrance
  /** ws takes the frame limit per server, profiles give it per charger: one for each limit met. */
  readonly #webSockets = new Map<number, Server<typeof ChargerSocket>>()
  #pending = 0

  constructor(entrance: Entrance) {
    this.#entrance = entrance
  }

  /** Handles one `upgrade` event. Never throws: whatever is wrong with the request becomes an answer. */
  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    const upgrade = { message, socket, head }
    // Node has taken its own listener off; without one a reset during the admission would end the process.
    socket.on('error', ignore)
    const remoteAddress = message.socket.remoteAddress ?? 'unknown'
    const handshake = readHandshake(message, remoteAddress)
    if (!handshake.ok) return this.#refuse(upgrade, handshake.identity, handshake.refusal)
    const { request } = handshake
    const noRoom = this.#noRoomFor(request.identity)
    if (noRoom !== null) return this.#refuse(upgrade, request.identity, busy(noRoom))
    this.#admit(upgrade, request)
  }

  #noRoomFor(identity: string): string | null {
    const { limits } = this.#entrance
    if (this.#pending >= limits.maxHandshakes) return 'too many chargers are connecting at once'
    return this.#entrance.noRoomFor(identity)
  }

  #admit(upgrade: Upgrade, request: AdmissionRequest): void {
    try {
      const admission = this.#entrance.owner.admit(request)
      if (admission instanceof Promise) this.#await(upgrade, request, admission)
      else this.#decide(upgrade, request, admission)
    } catch (error) {
      this.#failed(upgrade, request, error)
    }
  }

  #await(upgrade: Upgrade, request: AdmissionRequest, admission: Promise<Admission>): void {
    const { clock, limits } = this.#entrance
    let pending = true
    this.#pending++
    const settle = (finish: () => void) => {
      if (!pending) return
      pending = false
      this.#pending--
      stopTimer()
      finish()
    }
    const tooLate = busy('the admission took too long')
    const stopTimer = clock.after(limits.handshakeTimeoutMs, () =>
      settle(() => this.#refuse(upgrade, request.identity, tooLate)),
    )
    admission
      .then((decided) => settle(() => this.#decide(upgrade, request, decided)))
      .catch((error: unknown) => {
        if (pending) settle(() => this.#failed(upgrade, request, error))
        else this.#entrance.log.error({ identity: request.identity, err: error }, 'admission failed late')
      })
  }

  #decide(upgrade: Upgrade, request: AdmissionRequest, admission: Admission): void {
    const { identity } = request
    if (!admission.admit) {
      const { status, reason, retryAfterS } = admission
      return this.#refuse(upgrade, identity, { status, reason, headers: headersFor(status, retryAfterS) })
    }
    const noRoom = this.#entrance.noRoomFor(identity)
    if (noRoom !== null) return this.#refuse(upgrade, identity, busy(noRoom))
    const { protocol } = admission
    if (protocol === null) return this.#withoutProtocol(upgrade, request)
    const { limits } = this.#entrance
    const callTimeoutMs = admission.callTimeoutMs ?? limits.callTimeoutMs
    const answered = request.offered.includes(protocol) ? protocol : null
    this.#complete(upgrade, answered, admission.maxFrameBytes ?? limits.maxFrameBytes, (socket) =>
      this.#entrance.admitted({ socket, request, protocol, callTimeoutMs }),
    )
  }

  /**
   * "If the CSMS does not agree to using one of the subprotocols offered by the client, it MUST complete the
   * WebSocket handshake with a response without a Sec-WebSocket-Protocol header and then immediately close"
   * (OCPP-J 1.6 §3.2, 2.0.1 and 2.1 Part 4 §3.2/3.3). A charger that offers none at all is outside of that
   * rule, and an HTTP status tells its installer more.
   */
  #withoutProtocol(upgrade: Upgrade, { identity, offered, remoteAddress }: AdmissionRequest): void {
    if (offered.length === 0) {
      const reason = 'the Sec-WebSocket-Protocol header is missing: offer ocpp1.6, ocpp2.0.1 or ocpp2.1'
      return this.#refuse(upgrade, identity, { status: 400, reason })
    }
    const reason = 'none of the subprotocols offered is served: ocpp1.6, ocpp2.0.1, ocpp2.1'
    this.#entrance.refused({ remoteAddress, identity, status: 101, reason })
    this.#complete(upgrade, null, this.#entrance.limits.maxFrameBytes, (socket) => {
      socket.on('error', ignore)
      socket.close(1002, reason)
    })
  }

  #complete(
    { message, socket, head }: Upgrade,
    subprotocol: OcppVersion | null,
    maxFrameBytes: number,
    opened: (socket: ChargerSocket) => void,
  ): void {
    // ws reads the header again, and stricter than firmwares write it: give it only what was agreed.
    if (subprotocol === null) delete message.headers['sec-websocket-protocol']
    else message.headers['sec-websocket-protocol'] = subprotocol
    socket.off('error', ignore)
    this.#webSocketsFor(maxFrameBytes).handleUpgrade(message, socket, head, (opening) => {
      opening.stream = socket
      opened(opening)
    })
  }

  #webSocketsFor(maxFrameBytes: number): Server<typeof ChargerSocket> {
    let server = this.#webSockets.get(maxFrameBytes)
    if (server === undefined) {
      const options = {
        noServer: true,
        clientTracking: false,
        perMessageDeflate: false,
        maxPayload: maxFrameBytes,
        closeTimeout: this.#entrance.limits.closeGraceMs,
        WebSocket: ChargerSocket,
      }
      server = new WebSocketServer(options)
      this.#webSockets.set(maxFrameBytes, server)
    }
    return server
  }

  #failed(upgrade: Upgrade, { identity }: AdmissionRequest, error: unknown): void {
    const toldElsewhere = error instanceof WriteFailedError
    if (!toldElsewhere) this.#entrance.log.error({ identity, err: error }, 'admission failed')
    this.#refuse(upgrade, identity, { status: 500, reason: 'the gateway could not decide; try again' })
  }

  #refuse({ message, socket }: Upgrade, identity: string | null, { status, reason, headers }: Refusal): void {
    const remoteAddress = message.socket.remoteAddress ?? 'unknown'
    this.#entrance.refused({ remoteAddress, identity, status, reason })
    refuseUpgrade(socket, { status, reason, headers: headers ?? headersFor(status) })
  }
}

function busy(reason: string): Refusal {
  return { status: 503, reason }
}

function ignore(): void {}
