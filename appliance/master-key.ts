import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The master key is missing or is none; the message says what to do. */
export class MasterKeyError extends Error {}

export interface MasterKey {
  readonly bytes: Uint8Array
  /** Handed over by systemd (systemd.exec, "Credentials"), or kept beside the database. */
  readonly source: 'credential' | 'file'
}

/** Where the key may lie. */
interface KeyPlace {
  readonly dataDir: string
  /** Where systemd hands over secrets; null where it does not. */
  readonly credentialsDir: string | null
}

const keyBytes = 32
const credentialName = 'gatehouse-master-key'

/**
 * Reads the key under which everything secret in the database lies. A new data directory gets a new key; one
 * that has a database already does not, since its secrets could never be read again. Throws `MasterKeyError`.
 */
export function readOrCreateMasterKey(place: KeyPlace): MasterKey {
  const { dataDir } = place
  const key = readMasterKey(place)
  if (key !== null) return key
  const path = join(dataDir, 'master.key')
  if (existsSync(join(dataDir, 'gatehouse.db'))) {
    throw new MasterKeyError(
      `${path} is missing, and the database beside it cannot be read without it; put it back from a backup`,
    )
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const bytes = randomBytes(keyBytes)
  writeFileSync(path, bytes, { mode: 0o600, flag: 'wx', flush: true })
  return { bytes, source: 'file' }
}

/** The key as it is there; null where there is none yet. Throws `MasterKeyError`. */
export function readMasterKey({ dataDir, credentialsDir }: KeyPlace): MasterKey | null {
  const credential = credentialsDir === null ? null : readKey(join(credentialsDir, credentialName))
  if (credential !== null) return { bytes: credential, source: 'credential' }
  const bytes = readKey(join(dataDir, 'master.key'))
  return bytes === null ? null : { bytes, source: 'file' }
}

function readKey(path: string): Uint8Array | null {
  if (!existsSync(path)) return null
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw new MasterKeyError(`${path} cannot be read; it must belong to the user who runs Gatehouse`, {
      cause,
    })
  }
  if (bytes.byteLength === keyBytes) return bytes
  throw new MasterKeyError(`${path} has ${bytes.byteLength} bytes where ${keyBytes} are expected`)
}
