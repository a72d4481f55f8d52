/** What a server has taken of its machine so far. */
export interface Usage {
  /** Of all of its threads. */
  readonly cpuMs: number
  readonly rssBytes: number
}

/** With the garbage collected first when memory is to be compared. */
export function usage({ collect }: { collect: boolean }): Usage {
  // The way V8 does it before it gives up: whatever is free goes back to the system.
  if (collect) globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() }
}
