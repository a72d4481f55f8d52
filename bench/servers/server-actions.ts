import type { AccessMode } from '../../appliance/domain/access-mode.ts'
import type { Opening } from './open-chargers.ts'
import type { Usage } from './usage.ts'

/** What is done with a server under test. */
export type ServerActions = {
  readonly start: (options: ServerOptions) => Promise<{ port: number }>
  readonly usage: (options: { collect: boolean }) => Usage
  /** What has been written down. */
  readonly stored: () => Stored
  /** Opens chargers to anybody for a while. */
  readonly openUntil: (opening: Opening) => Promise<void>
  /** How many chargers are known to be in a mode. */
  readonly confirmedIn: (mode: AccessMode) => number
  readonly stop: () => Promise<void>
}

export interface ServerOptions {
  /** Where to keep data; what is there already is used. */
  readonly dataDir: string
  /** How many chargers, with an identifier each, have to be known. */
  readonly chargers: number
}

export interface Stored {
  /** False for a server that stores nothing. */
  readonly keeps: boolean
  readonly decisions: number
  readonly meterSamples: number
}
