import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { median } from './figure.ts'

/** Where the figures were seen. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
  /** What the machine was busy with already: on average over the last minute. */
  readonly loadBefore: number
  /** What it takes to bring 16 KiB to the disk, median. */
  readonly syncMs: number
  /** Whether the data directory is in memory, which makes the durable figures worthless. */
  readonly diskIsMemory: boolean
}

const tmpfs = 0x01_02_19_94

export function describeMachine(dataDir: string): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
    syncMs: syncMs(dataDir),
    diskIsMemory: statfsSync(dataDir).type === tmpfs,
  }
}

function syncMs(dataDir: string): number {
  const path = join(dataDir, `gatehouse-bench-sync-${process.pid}`)
  const file = openSync(path, 'w')
  try {
    const pages = Buffer.alloc(16_384)
    const took = Array.from({ length: 50 }, () => {
      const startMs = performance.now()
      writeSync(file, pages)
      fdatasyncSync(file)
      return performance.now() - startMs
    })
    return median(took)
  } finally {
    closeSync(file)
    rmSync(path)
  }
}
