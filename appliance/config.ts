import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { machineZone, oneOf, port, text, url, whole, zone } from './config-value.ts'
import type { LogLevel } from './log.ts'

/** Everything that is set outside the database. Frozen; made once, at start. */
export interface Config {
  readonly dataDir: string
  /** Where systemd hands over secrets (systemd.exec, "Credentials"); null where it does not. */
  readonly credentialsDir: string | null
  readonly httpPort: number
  readonly httpHost: string
  readonly ocppPort: number
  readonly ocppHost: string
  /** Where chargers connect over TLS, once there are a certificate and its key. */
  readonly ocppTlsPort: number
  /** PEM files, the certificate with its chain; null: chargers cannot use TLS. */
  readonly ocppTlsCertFile: string | null
  readonly ocppTlsKeyFile: string | null
  /** What happens to a charger that nobody has added. */
  readonly unknownChargers: 'wait' | 'approve' | 'refuse'
  /** Whether a charger may connect without a password (OCPP security profile 0). */
  readonly noPassword: 'refuse' | 'allow'
  /** Messages per second and charger before back-pressure; 0: no limit. */
  readonly ocppRate: number
  /** The depot's IANA zone. */
  readonly zone: string
  readonly logLevel: LogLevel
  /** Set for a later version: this one connects to neither and says so. */
  readonly centralUrl: string | null
  readonly mqttUrl: string | null
  /** Telemetry bounds. */
  readonly meterKeepDays: number
  readonly meterMaxMb: number
  readonly frameKeepDays: number
  readonly frameMaxMb: number
}

/** The configuration says something that it must not; the message names the key and the remedy. */
export class ConfigError extends Error {}

interface Key<T> {
  /** Section and key in `gatehouse.toml`. */
  readonly toml: string
  readonly env: string
  readonly fallback: T
  readonly read: (value: unknown) => T
}

type Keys = { readonly [K in keyof Omit<Config, 'dataDir' | 'credentialsDir'>]: Key<Config[K]> }

const keys: Keys = {
  httpPort: { toml: 'http.port', env: 'GATEHOUSE_HTTP_PORT', fallback: 8080, read: port },
  httpHost: { toml: 'http.host', env: 'GATEHOUSE_HTTP_HOST', fallback: '0.0.0.0', read: text },
  ocppPort: { toml: 'ocpp.port', env: 'GATEHOUSE_OCPP_PORT', fallback: 9000, read: port },
  ocppHost: { toml: 'ocpp.host', env: 'GATEHOUSE_OCPP_HOST', fallback: '0.0.0.0', read: text },
  ocppTlsPort: { toml: 'ocpp.tls_port', env: 'GATEHOUSE_OCPP_TLS_PORT', fallback: 9443, read: port },
  ocppTlsCertFile: {
    toml: 'ocpp.tls_cert_file',
    env: 'GATEHOUSE_OCPP_TLS_CERT_FILE',
    fallback: null,
    read: text,
  },
  ocppTlsKeyFile: {
    toml: 'ocpp.tls_key_file',
    env: 'GATEHOUSE_OCPP_TLS_KEY_FILE',
    fallback: null,
    read: text,
  },
  unknownChargers: {
    toml: 'ocpp.unknown_chargers',
    env: 'GATEHOUSE_OCPP_UNKNOWN_CHARGERS',
    fallback: 'wait',
    read: oneOf('wait', 'approve', 'refuse'),
  },
  noPassword: {
    toml: 'ocpp.no_password',
    env: 'GATEHOUSE_OCPP_NO_PASSWORD',
    fallback: 'refuse',
    read: oneOf('refuse', 'allow'),
  },
  ocppRate: { toml: 'ocpp.rate', env: 'GATEHOUSE_OCPP_RATE', fallback: 50, read: whole(0, 1_000_000) },
  zone: { toml: 'depot.zone', env: 'GATEHOUSE_ZONE', fallback: machineZone(), read: zone },
  logLevel: {
    toml: 'log.level',
    env: 'GATEHOUSE_LOG_LEVEL',
    fallback: 'info',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  centralUrl: {
    toml: 'central.url',
    env: 'GATEHOUSE_CENTRAL_URL',
    fallback: null,
    read: url('https:', 'http:'),
  },
  mqttUrl: { toml: 'mqtt.url', env: 'GATEHOUSE_MQTT_URL', fallback: null, read: url('mqtt:', 'mqtts:') },
  meterKeepDays: {
    toml: 'telemetry.meter_keep_days',
    env: 'GATEHOUSE_METER_KEEP_DAYS',
    fallback: 400,
    read: whole(1, 36_500),
  },
  meterMaxMb: {
    toml: 'telemetry.meter_max_mb',
    env: 'GATEHOUSE_METER_MAX_MB',
    fallback: 4096,
    read: whole(1, 1_000_000),
  },
  frameKeepDays: {
    toml: 'telemetry.frame_keep_days',
    env: 'GATEHOUSE_FRAME_KEEP_DAYS',
    fallback: 14,
    read: whole(1, 36_500),
  },
  frameMaxMb: {
    toml: 'telemetry.frame_max_mb',
    env: 'GATEHOUSE_FRAME_MAX_MB',
    fallback: 512,
    read: whole(1, 1_000_000),
  },
}

const dataDirVariable = 'GATEHOUSE_DATA_DIR'

/**
 * Reads `gatehouse.toml` in the data directory and the environment, which wins. Throws `ConfigError` on
 * an unknown key or a bad value: a typing mistake must not pass as a default. `overrides` are
 * variables that win over the environment's, as those of the command line do.
 */
export function loadConfig(
  variables: NodeJS.ProcessEnv = process.env,
  overrides: NodeJS.ProcessEnv = {},
): Config {
  const environment = { ...variables, ...overrides }
  const dataDir = resolve(environment[dataDirVariable] ?? './data')
  const path = join(dataDir, 'gatehouse.toml')
  const file = flatten(readToml(path))
  refuseUnknownKeys(file, path)
  refuseUnknownVariables(environment)
  const values = Object.entries(keys).map(([name, key]) => [
    name,
    valueOf<unknown>(key, file, environment, path),
  ])
  const credentialsDir = environment['CREDENTIALS_DIRECTORY'] ?? null
  const config: Config = Object.freeze({ dataDir, credentialsDir, ...Object.fromEntries(values) })
  if ((config.ocppTlsCertFile === null) !== (config.ocppTlsKeyFile === null)) {
    throw new ConfigError('ocpp.tls_cert_file and ocpp.tls_key_file go together: set both, or neither')
  }
  return config
}

function valueOf<T>(key: Key<T>, file: Map<string, unknown>, env: NodeJS.ProcessEnv, path: string): T {
  const variable = env[key.env]
  if (variable !== undefined && variable !== '') return named(key.env, () => key.read(variable))
  if (file.has(key.toml)) return named(`${key.toml} in ${path}`, () => key.read(file.get(key.toml)))
  return key.fallback
}

function named<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new ConfigError(`${where}: ${(cause as Error).message}`, { cause })
  }
}

function readToml(path: string): Record<string, unknown> {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new ConfigError(`${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  return named(path, () => parse(content))
}

/** `{ http: { port: 1 } }` → `http.port`. */
function flatten(file: Record<string, unknown>): Map<string, unknown> {
  const flat = new Map<string, unknown>()
  for (const [section, value] of Object.entries(file)) {
    if (typeof value !== 'object' || value === null) flat.set(section, value)
    else for (const [key, inner] of Object.entries(value)) flat.set(`${section}.${key}`, inner)
  }
  return flat
}

function refuseUnknownKeys(file: Map<string, unknown>, path: string): void {
  const known = Object.values(keys).map((key) => key.toml)
  const unknown = [...file.keys()].find((name) => !known.includes(name))
  if (unknown) throw new ConfigError(`${path}: unknown key ${unknown}; known are ${known.join(', ')}`)
}

function refuseUnknownVariables(environment: NodeJS.ProcessEnv): void {
  const known = [dataDirVariable, ...Object.values(keys).map((key) => key.env)]
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('GATEHOUSE_') && !known.includes(name),
  )
  if (unknown) throw new ConfigError(`unknown environment variable ${unknown}; known are ${known.join(', ')}`)
}
