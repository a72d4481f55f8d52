import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How the command line finds the gateway that runs on this machine, and proves that it may use it. */
export interface ControlFile {
  /** `http://127.0.0.1:8080`. */
  readonly url: string
  /** The `controlSecret` of this start. */
  readonly secret: string
  readonly pid: number
}

const fileName = 'control.json'

/** Leaves the file in the data directory, for its owner's eyes only. */
export function writeControlFile(dataDir: string, control: ControlFile): void {
  const path = join(dataDir, fileName)
  const temporary = `${path}.${control.pid}`
  writeFileSync(temporary, JSON.stringify(control), { mode: 0o600 })
  // In one step: the command line never reads half a file.
  renameSync(temporary, path)
}

/** Null when no gateway runs, or none that got as far as listening. */
export function readControlFile(dataDir: string): ControlFile | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, fileName), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Error(`${fileName} cannot be read`, { cause: error })
  }
}

/** At the end of the process. */
export function removeControlFile(dataDir: string): void {
  rmSync(join(dataDir, fileName), { force: true })
}
