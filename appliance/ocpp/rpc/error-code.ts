import type { OcppVersion } from './protocol.ts'

/** The error codes of OCPP-J, in the spelling of 2.x (2.1 Part 4, table 9); `wireCode` gives 1.6 its own. */
export const rpcErrorCodes = [
  'FormatViolation',
  'GenericError',
  'InternalError',
  'MessageTypeNotSupported',
  'NotImplemented',
  'NotSupported',
  'OccurrenceConstraintViolation',
  'PropertyConstraintViolation',
  'ProtocolError',
  'RpcFrameworkError',
  'SecurityError',
  'TypeConstraintViolation',
] as const
export type RpcErrorCode = (typeof rpcErrorCodes)[number]

/** 1.6 (OCPP-J 1.6, table 7) spells two codes differently, the second wrongly, and lacks two others. */
const codesOf16: Partial<Record<RpcErrorCode, string>> = {
  FormatViolation: 'FormationViolation',
  OccurrenceConstraintViolation: 'OccurenceConstraintViolation',
  RpcFrameworkError: 'FormationViolation',
  MessageTypeNotSupported: 'NotSupported',
}

const knownCodes = new Set<string>([...rpcErrorCodes, ...Object.values(codesOf16)])

/** Whether it is a code of the standard, in the spelling of any version. */
export function isErrorCode(text: string): boolean {
  return knownCodes.has(text)
}

/** The code as this version of the protocol spells it. */
export function wireCode(code: RpcErrorCode, version: OcppVersion): string {
  return version === 'ocpp1.6' ? (codesOf16[code] ?? code) : code
}

/** Thrown by a handler that wants its CALL answered by a CALLERROR. The description reaches the charger. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: RpcErrorCode

  constructor(code: RpcErrorCode, description = '') {
    super(description)
    this.code = code
  }
}
