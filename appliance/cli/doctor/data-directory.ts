import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { deriveKeys } from '../../domain/identifier-keys.ts'
import { open } from '../../domain/seal.ts'
import { readMasterKey } from '../../master-key.ts'
import { inspectDatabase } from '../../store/inspect.ts'
import type { Inspection } from '../../store/inspect.ts'
import { fail, ok, warn } from './finding.ts'
import type { Finding } from './finding.ts'

const lowDiskBytes = 2 * 1024 ** 3
const fullDiskBytes = 256 * 1024 ** 2

export function checkDirectory(dataDir: string): Finding {
  const name = 'data directory'
  if (!existsSync(dataDir)) return fail(name, `${dataDir} does not exist`, 'run gatehouse init')
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(name, 'not writable for this user', 'run as the user of the gateway')
  }
  const mode = statSync(dataDir).mode & 0o777
  if ((mode & 0o077) === 0) return ok(name, dataDir)
  return warn(name, `others may enter (${mode.toString(8)})`, `chmod 700 ${dataDir}`)
}

export async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir)
  const freeBytes = bavail * bsize
  const found = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`
  if (freeBytes < fullDiskBytes) return fail('disk', found, 'free some space now: new telemetry is refused')
  if (freeBytes < lowDiskBytes) return warn('disk', found, 'free some space')
  return ok('disk', found)
}

export function checkDatabase(dataDir: string): { finding: Finding; inspection: Inspection | null } {
  const path = join(dataDir, 'gatehouse.db')
  if (!existsSync(path)) {
    return { finding: warn('database', 'none yet', 'run gatehouse init'), inspection: null }
  }
  try {
    const inspection = inspectDatabase(path)
    const { problems } = inspection
    const finding =
      problems.length === 0
        ? ok('database', 'sound')
        : {
            ...fail('database', 'damaged', 'stop the gateway and restore the latest backup'),
            details: problems,
          }
    return { finding, inspection }
  } catch (error) {
    const details = [error instanceof Error ? error.message : String(error)]
    const finding = fail('database', 'gatehouse.db is not a Gatehouse database', 'restore the latest backup')
    return { finding: { ...finding, details }, inspection: null }
  }
}

/** A key that is there but belongs to another database would only be noticed at the first card. */
export function checkMasterKey(config: Config, inspection: Inspection | null): Finding {
  const remedy = 'put the key of this database back, from a backup'
  try {
    const key = readMasterKey(config)
    if (key === null) {
      return existsSync(join(config.dataDir, 'gatehouse.db'))
        ? fail('master key', 'missing', remedy)
        : warn('master key', 'none yet', 'run gatehouse init')
    }
    const sample = inspection?.sealedSample ?? null
    if (sample !== null) open(deriveKeys(key.bytes).seal, sample)
    const used = sample === null ? 'nothing is sealed yet' : 'opens what is sealed'
    return ok('master key', `${key.source}; ${used}`)
  } catch (error) {
    return fail('master key', error instanceof Error ? error.message : String(error), remedy)
  }
}

export function checkClock(inspection: Inspection | null, now: Temporal.Instant): Finding {
  const last = inspection?.lastLedgerAt ?? null
  const shown = now.toString({ smallestUnit: 'second' })
  if (last === null) return ok('clock', shown)
  if (Temporal.Instant.compare(now, Temporal.Instant.from(last)) >= 0) return ok('clock', shown)
  return fail(
    'clock',
    `${shown} is before the last entry of the ledger (${last})`,
    'set the clock, or start NTP',
  )
}
