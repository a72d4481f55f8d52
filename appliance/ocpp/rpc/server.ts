import type { Server } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../domain/clock.ts'
import type { Log } from '../../log.ts'
import { Admissions } from './admissions.ts'
import type { Admitted, Entrance } from './admissions.ts'
import { attach } from './charger-socket.ts'
import { Connection } from './connection.ts'
import { RpcCounters } from './counters.ts'
import { KeepAlive } from './keep-alive.ts'
import { brokenRequest, createListener, listening, tlsFailure } from './listeners.ts'
import { refuseUpgrade } from './refusal.ts'
import type { CloseReason, RefusedHandshake, RpcContext, RpcOwner } from './rpc-owner.ts'
import { defaultLimits } from './server-options.ts'
import type { OcppServerLimits, OcppServerOptions } from './server-options.ts'

/** Application-defined, since none of the registered codes says it. */
const replacedCode = 4001

/** Where chargers connect (OCPP-J): `/<identity>` and `/ocpp/<identity>`, plain and, when given a key, TLS. */
export class OcppServer implements Entrance, RpcContext {
  readonly owner: RpcOwner
  readonly clock: Clock
  readonly log: Log
  readonly limits: OcppServerLimits
  readonly counters = new RpcCounters()
  readonly #options: OcppServerOptions
  readonly #connections = new Map<string, Connection>()
  readonly #admissions: Admissions
  readonly #keepAlive: KeepAlive
  readonly #listeners: Server[] = []
  readonly #sockets = new Set<Socket>()
  #closed: Promise<void> | null = null

  constructor(owner: RpcOwner, clock: Clock, log: Log, options: OcppServerOptions) {
    this.owner = owner
    this.clock = clock
    this.log = log
    this.limits = { ...defaultLimits, ...options.limits }
    this.#options = options
    this.#admissions = new Admissions(this)
    this.#keepAlive = new KeepAlive(this.#connections, clock, this.limits, this.counters)
  }

  /** The chargers that are online, by identity. */
  get connections(): ReadonlyMap<string, Connection> {
    return this.#connections
  }

  /** Starts to accept chargers. Rejects, with nothing left open, when a port cannot be had. */
  async listen(): Promise<{ port: number; tlsPort: number | null }> {
    const { host, port, tls } = this.#options
    try {
      const plain = await listening(this.#listener(createListener(this.limits, null)), port, host)
      let tlsPort = null
      if (tls !== undefined) {
        const secure = this.#listener(createListener(this.limits, tls.material))
        tlsPort = await listening(secure, tls.port, host)
      }
      for (const server of this.#listeners) {
        server.on('error', (error) => this.log.error({ err: error }, 'a charger could not be accepted'))
      }
      this.#keepAlive.start()
      return { port: plain, tlsPort }
    } catch (error) {
      await this.close()
      throw error
    }
  }

  /** Says goodbye to every charger (1001) and resolves when no socket is left, by force after the grace. */
  close(): Promise<void> {
    this.#closed ??= this.#shutDown()
    return this.#closed
  }

  noRoomFor(identity: string): string | null {
    if (this.#closed !== null) return 'the gateway is shutting down'
    const full = this.#connections.size >= this.limits.maxConnections && !this.#connections.has(identity)
    return full ? 'the gateway has as many chargers as it can carry' : null
  }

  /** The newest connection of an identity wins: the older one is most often a socket whose charger is gone. */
  admitted({ socket, request, protocol, callTimeoutMs }: Admitted): void {
    const { identity, remoteAddress } = request
    const previous = this.#connections.get(identity)
    if (previous !== undefined) {
      this.counters.replacedConnections++
      previous.close(replacedCode, 'replaced by a newer connection', 'replaced')
    }
    const secure = request.tls !== null
    const connection = new Connection(this, socket, {
      identity,
      protocol,
      remoteAddress,
      secure,
      callTimeoutMs,
    })
    this.#connections.set(identity, connection)
    attach(socket, connection)
    this.#tell(identity, () => this.owner.onOpen(connection))
  }

  ended(connection: Connection, reason: CloseReason): void {
    if (this.#connections.get(connection.identity) === connection) {
      this.#connections.delete(connection.identity)
    }
    this.#tell(connection.identity, () => this.owner.onClose(connection, reason))
  }

  refused(handshake: RefusedHandshake): void {
    this.counters.refusedHandshakes++
    this.log.info(handshake, 'handshake refused')
    this.#tell(handshake.identity, () => this.owner.onRefused?.(handshake))
  }

  /** An owner that fails on hearing the news must not take the gateway down. */
  #tell(identity: string | null, tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.log.error({ identity, err: error }, 'connection could not be announced')
    }
  }

  #listener(server: Server): Server {
    const sockets = this.#sockets
    function forget(this: Socket): void {
      sockets.delete(this)
    }
    server.on('connection', (socket: Socket) => sockets.add(socket.on('close', forget)))
    server.on('upgrade', (message, socket, head) => this.#admissions.upgrade(message, socket, head))
    server.on('clientError', (error, socket) => this.#clientError(error, socket))
    this.#listeners.push(server)
    return server
  }

  #clientError(error: NodeJS.ErrnoException, socket: Duplex): void {
    const remoteAddress = (socket instanceof Socket ? socket.remoteAddress : undefined) ?? 'unknown'
    const inTls = tlsFailure(error, socket)
    if (inTls !== null) {
      this.refused({ remoteAddress, identity: null, status: null, reason: inTls })
      socket.destroy()
    } else if (socket.writable) {
      const refusal = brokenRequest(error.code)
      this.refused({ remoteAddress, identity: null, ...refusal })
      refuseUpgrade(socket, refusal)
    } else {
      socket.destroy()
    }
  }

  async #shutDown(): Promise<void> {
    this.#keepAlive.stop()
    const closed = this.#listeners.map((server) => new Promise((resolve) => server.close(resolve)))
    for (const connection of this.#connections.values()) {
      connection.close(1001, 'the gateway is shutting down', 'shutting_down')
    }
    const stopTimer = this.clock.after(this.limits.closeGraceMs, () => {
      for (const socket of this.#sockets) socket.destroy()
    })
    await Promise.all(closed)
    stopTimer()
  }
}
