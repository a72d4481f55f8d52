import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server, ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { notAWebSocket } from './handshake.ts'
import type { Refusal } from './refusal.ts'
import type { OcppServerLimits, TlsMaterial } from './server-options.ts'
import { tlsReason } from './tls-reason.ts'

/** A depot's worth of chargers connects in the same second after a power cut; the kernel caps it at its own. */
const backlog = 4096

/** Limits on what comes before the websocket: header size, and time for a slow or silent client. */
export function createListener(limits: OcppServerLimits, material: TlsMaterial | null): Server {
  const { handshakeTimeoutMs } = limits
  const options: ServerOptions = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: handshakeTimeoutMs,
    requestTimeout: handshakeTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, handshakeTimeoutMs),
    noDelay: true,
  }
  const server =
    material === null
      ? createServer(options)
      : createTlsServer({
          ...options,
          ...material,
          minVersion: 'TLSv1.2',
          rejectUnauthorized: false,
          handshakeTimeout: handshakeTimeoutMs,
        })
  server.maxConnections = limits.maxConnections + limits.maxHandshakes
  server.on('request', (_, response) => {
    const { status, reason, headers } = notAWebSocket
    response.writeHead(status, {
      ...headers,
      'Content-Type': 'text/plain; charset=utf-8',
      Connection: 'close',
    })
    response.end(`${reason}\n`)
  })
  return server
}

/** What a request that cannot be parsed is told: by the code that Node's parser gives. */
export function brokenRequest(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, reason: 'the request headers are too large' }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, reason: 'the handshake took too long' }
  return { status: 400, reason: 'the request is not valid HTTP' }
}

/** Why TLS failed, in plain words; null when the error is not of TLS. */
export function tlsFailure({ code }: NodeJS.ErrnoException, socket: Duplex): string | null {
  if (!(socket instanceof TLSSocket) || code?.startsWith('HPE_') || code?.startsWith('ERR_HTTP')) return null
  return tlsReason(code)
}

/** Resolves with the port once the server accepts connections. Rejects when the port is taken. */
export async function listening(server: Server, port: number, host: string | undefined): Promise<number> {
  server.listen({ port, backlog, ...(host === undefined ? {} : { host }) })
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}
