import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** An answer to a handshake that does not become a websocket. */
export interface Refusal {
  readonly status: number
  readonly reason: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers in plain HTTP and ends the socket, also when the other side does not read. */
export function refuseUpgrade(socket: Duplex, { status, reason, headers }: Refusal): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const body = `${reason}\n`
  const all = {
    Connection: 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${body}`)
}
