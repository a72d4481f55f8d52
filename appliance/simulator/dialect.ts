/** An action and its payload. */
export interface Call {
  readonly action: string
  readonly payload: object
}

/** The plate of a charger. */
export interface Hardware {
  readonly vendor: string
  readonly model: string
  readonly serial: string
  readonly firmware: string
  readonly connectors: number
}

export type ConnectorStatus = 'available' | 'preparing' | 'charging' | 'finishing' | 'faulted' | 'unavailable'

export interface FaultReport {
  readonly code: string
  readonly vendorCode: string | undefined
  readonly info: string | undefined
}

/** One session as the charger holds it. */
export interface Transaction {
  readonly connector: number
  readonly tag: string | null
  /** 2.x: made by the charger. 1.6: null until the gateway has given it. */
  id: string | number | null
  /** 2.x: numbers its messages from 0. */
  nextSeqNo: number
  /** `remoteStartId` of the request that began it. */
  readonly remoteStartId: number | null
  readonly meterStartWh: number
  ended: boolean
}

/** What the meter shows. */
export interface Reading {
  readonly at: Temporal.Instant
  readonly energyWh: number
  readonly powerW: number
}

export interface BootVerdict {
  readonly status: 'Accepted' | 'Pending' | 'Rejected'
  readonly intervalS: number
}

/** Why a session ends; each version has its own word for it. */
export type StopReason = 'local' | 'remote' | 'unplugged' | 'refused' | 'power_loss' | 'reset'

/** Names of the configuration keys (2.x: `Component/Variable`) by which a charger behaves. */
export interface ConfigurationNames {
  readonly heartbeatS: string
  readonly sampleIntervalS: string
  readonly stopWhenRefused: string
  readonly authoriseRemoteStart: string
  readonly listWhenOffline: string
  readonly unknownWhenOffline: string
  readonly listEnabled: string
  readonly cacheEnabled: string
  /** 1.6: unlimited where the charger does not have it. */
  readonly listMaxEntries: string
  readonly listMaxPerMessage: string
}

/** How one protocol version says what a charger does. Pure: what is said depends on nothing else. */
export interface Dialect {
  readonly names: ConfigurationNames
  /** The connector number that stands for the charger as a whole; null where there is none. */
  readonly wholeCharger: 0 | null
  /** The variable without which anyone may charge; null where the standard has none. */
  readonly enabled: string | null
  /** What a charger of this version is configured as when it leaves the factory; `readonly` keys end in `!`. */
  defaults(hardware: Hardware): Readonly<Record<string, string>>
  boot(hardware: Hardware, reason: 'power_up' | 'reset'): Call
  bootVerdict(payload: Record<string, unknown>): BootVerdict
  status(connector: number, status: ConnectorStatus, at: Temporal.Instant, fault: FaultReport | null): Call
  /** 2.x reports a fault in a message of its own beside the status. */
  faultEvent(connector: number, at: Temporal.Instant, fault: FaultReport): Call | null
  authorise(tag: string): Call
  /** The verdict on an identifier in an answer; null where it has none. */
  verdict(payload: Record<string, unknown>): string | null
  /** Makes the calls lazily: 2.x numbers them as they are made up, 1.6 needs an id that comes later. */
  started(transaction: Transaction, reading: Reading): (replayed: boolean) => Call
  sampled(transaction: Transaction, reading: Reading): (replayed: boolean) => Call
  ended(
    transaction: Transaction,
    reading: Reading,
    reason: StopReason,
    word?: string,
  ): (replayed: boolean) => Call
  /** The transaction's id in the answer to `started`; null where the charger made it. */
  givenId(payload: Record<string, unknown>): number | null
}
