import { once } from 'node:events'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import type { ClientOptions as WebSocketOptions } from 'ws'
import { Waiters } from './rpc-server.ts'

/** With the name the certificate must bear, which ws passes on to TLS. */
type ClientOptions = WebSocketOptions & { servername?: string }

/** A charger that sends exactly what the test says, on a plain websocket. */
export class RawCharger {
  readonly socket: WebSocket
  readonly #frames = new Waiters<string>()
  /** The close code and reason, once closed. */
  readonly closed: Promise<{ code: number; reason: string }>

  constructor(url: string, subprotocols: string[] = ['ocpp1.6'], options: ClientOptions = {}) {
    this.socket = new WebSocket(url, subprotocols, { perMessageDeflate: false, ...options })
    this.socket.on('message', (data: Buffer) => this.#frames.push(data.toString()))
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
    this.socket.on('error', () => {})
  }

  static async connect(url: string, subprotocols?: string[], options?: ClientOptions): Promise<RawCharger> {
    const charger = new RawCharger(url, subprotocols, options)
    await once(charger.socket, 'open')
    return charger
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The next frame from the gateway. */
  async next(): Promise<unknown[]> {
    const frame: unknown[] = JSON.parse(await this.#frames.next())
    return frame
  }

  /** Sends a frame and waits for the next one that comes. */
  ask(frame: unknown): Promise<unknown[]> {
    this.send(frame)
    return this.next()
  }

  /** Frames that have come and that nobody has asked for. */
  get unread(): readonly string[] {
    return this.#frames.kept
  }
}

/** Sends bytes to a port and gives everything that comes back until the other side hangs up. */
export async function rawHttp(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString('latin1')
  })
  socket.write(request)
  await once(socket, 'close')
  return answer
}

/** An upgrade request with everything in order, but for what the test changes; null leaves a header out. */
export function upgradeRequest(
  target: string,
  changes: Record<string, string | null> = {},
  method = 'GET',
): string {
  const headers: Record<string, string | null> = {
    Host: 'gateway',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': 'ocpp1.6',
    ...changes,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  )
  return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}
