import { randomFillSync } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const chunkBytes = 1024 * 1024
const sizeBytes = 32 * chunkBytes

/** So much must be free before the reserve takes its part. */
const plentyBytes = 4 * sizeBytes

/**
 * Room on the data disk that is held back: a file that is deleted when the disk is full, so that decisions and
 * sessions can go on for some weeks while somebody frees space.
 */
export class DiskReserve {
  readonly #path: string

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'reserve')
  }

  /** Makes the file unless it is there or room is short. Throws what the disk throws, and leaves nothing behind. */
  async make(freeBytes: number): Promise<void> {
    if (freeBytes < plentyBytes || existsSync(this.#path)) return
    const unfinished = `${this.#path}.new`
    try {
      await fill(unfinished)
      await rename(unfinished, this.#path)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
  }

  /** Gives the room back to the disk; nothing happens when that was done before. */
  release(): void {
    rmSync(this.#path, { force: true })
  }
}

/** Random bytes: some file systems keep no room for zeros. */
async function fill(path: string): Promise<void> {
  await using file = await open(path, 'w', 0o600)
  const chunk = randomFillSync(Buffer.allocUnsafe(chunkBytes))
  for (let written = 0; written < sizeBytes; written += chunkBytes) await file.write(chunk)
  await file.sync()
}
