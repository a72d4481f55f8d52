import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { basicPassword } from './basic-auth.ts'
import { identityFromPath } from './identity.ts'
import { negotiate, parseOffered } from './protocol.ts'
import type { Refusal } from './refusal.ts'
import type { AdmissionRequest, TlsFacts } from './rpc-owner.ts'

/** What an upgrade request amounts to, before anybody is asked whether the charger may come in. */
export type Handshake =
  | { readonly ok: true; readonly request: AdmissionRequest }
  | { readonly ok: false; readonly identity: string | null; readonly refusal: Refusal }

const challenge = { 'WWW-Authenticate': 'Basic realm="OCPP", charset="UTF-8"' }
const webSocketKey = /^[A-Za-z0-9+/]{22}==$/

/** The header that goes with a status: 401 must say how to authenticate, 503 and 429 when to come back. */
export function headersFor(status: number, retryAfterS = 5): Record<string, string> {
  if (status === 401) return challenge
  if (status === 503 || status === 429) return { 'Retry-After': String(retryAfterS) }
  return {}
}

/** Reads an upgrade request (RFC 6455 §4.2.1, OCPP-J 1.6 §3.1, 2.1 Part 4 §3). Never throws. */
export function readHandshake(request: IncomingMessage, remoteAddress: string): Handshake {
  const notWebSocket = webSocketRefusal(request)
  if (notWebSocket !== null) return { ok: false, identity: null, refusal: notWebSocket }
  const path = identityFromPath(request.url ?? '')
  if (!path.ok) return { ok: false, identity: null, refusal: path }
  const { identity } = path
  const credentials = basicPassword(request.headers.authorization, identity)
  if (!credentials.ok) {
    const refusal = { status: 401, reason: credentials.reason, headers: challenge }
    return { ok: false, identity, refusal }
  }
  const offered = parseOffered(request.headers['sec-websocket-protocol'])
  const { password } = credentials
  const protocol = negotiate(offered)
  const tls = tlsFacts(request)
  return { ok: true, request: { identity, password, offered, protocol, remoteAddress, tls } }
}

function webSocketRefusal({ method, headers }: IncomingMessage): Refusal | null {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return notAWebSocket
  if (method !== 'GET') {
    return { status: 405, reason: 'a websocket handshake is a GET request', headers: { Allow: 'GET' } }
  }
  if (!webSocketKey.test(headers['sec-websocket-key'] ?? '')) {
    return { status: 400, reason: 'the Sec-WebSocket-Key header is missing or invalid' }
  }
  if (headers['sec-websocket-version'] !== '13') {
    const reason = 'the websocket version must be 13'
    return { status: 426, reason, headers: { Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' } }
  }
  return null
}

/** For whoever opens the charger's address in a browser. */
export const notAWebSocket: Refusal = {
  status: 426,
  reason: 'this is where chargers connect by websocket (OCPP-J): ws://<host>:<port>/ocpp/<identity>',
  headers: { Upgrade: 'websocket' },
}

function tlsFacts({ socket }: IncomingMessage): TlsFacts | null {
  if (!(socket instanceof TLSSocket)) return null
  return {
    version: socket.getProtocol() ?? 'unknown',
    clientCertificate: socket.getPeerX509Certificate() ?? null,
    clientCertificateTrusted: socket.authorized,
  }
}
