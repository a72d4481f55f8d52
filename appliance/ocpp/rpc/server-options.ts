import type { SecureContextOptions } from 'node:tls'
import type { KeepAliveLimits } from './keep-alive.ts'
import type { ConnectionLimits } from './rpc-owner.ts'

export interface OcppServerLimits extends ConnectionLimits, KeepAliveLimits {
  readonly maxFrameBytes: number
  readonly maxConnections: number
  /** Handshakes whose admission is being decided. */
  readonly maxHandshakes: number
  /** From the first byte of a TCP connection to the decision on it. */
  readonly handshakeTimeoutMs: number
}

export const defaultLimits: OcppServerLimits = {
  maxHandlers: 16,
  maxWaitingCalls: 32,
  callTimeoutMs: 30_000,
  ratePerS: 0,
  maxUnreadBytes: 4 * 1024 * 1024,
  closeGraceMs: 2000,
  pingIntervalMs: 30_000,
  pongGraceMs: 10_000,
  maxFrameBytes: 128 * 1024,
  maxConnections: 20_000,
  maxHandshakes: 2000,
  handshakeTimeoutMs: 10_000,
}

/** Key and certificates of the server, and the authorities that client certificates are checked against. */
export type TlsMaterial = Pick<SecureContextOptions, 'key' | 'cert' | 'ca'> & {
  /** Ask chargers for a certificate (security profile 3); admission judges what they show. */
  readonly requestCert?: boolean
}

export interface OcppServerOptions {
  /** Default: all interfaces. */
  readonly host?: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly tls?: { readonly port: number; readonly material: TlsMaterial }
  readonly limits?: Partial<OcppServerLimits>
}
