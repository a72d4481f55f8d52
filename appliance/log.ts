import { pino, stdTimeFunctions } from 'pino'
import type { DestinationStream } from 'pino'

type Write = (fields: object, message: string) => void

/** Where the process writes down what happened. Fields never hold raw identifiers or secrets. */
export interface Log {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** The names under which secrets and raw identifiers travel: a second net below the rule not to log them. */
const secretFields = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'pin',
  'idTag',
  'idToken',
  'identifier',
  'payload',
]

/** A log in JSON lines with ISO time, to standard output unless told otherwise. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
