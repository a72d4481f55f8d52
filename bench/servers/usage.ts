import { readFileSync } from 'node:fs'

/** What a server has taken of its machine so far. */
export interface Usage {
  /** Of all of its threads. */
  readonly cpuMs: number
  /** In its own memory; what is mapped from files, such as the database, the system can drop at any time. */
  readonly memoryBytes: number
}

/** With the garbage collected first when memory is to be compared. */
export function usage({ collect }: { collect: boolean }): Usage {
  // The way V8 does it before it gives up: whatever is free goes back to the system.
  if (collect) globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000, memoryBytes: anonymousBytes() }
}

function anonymousBytes(): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}
