/** What a server has taken of its machine so far. */
export interface Usage {
  /** Of all of its threads. */
  readonly cpuMs: number
  readonly rssBytes: number
}

/** With the garbage collected first when memory is to be compared. */
export function usage({ collect }: { collect: boolean }): Usage {
  // Twice: what the first collection frees may itself have held what the second one can free.
  if (collect) for (let time = 0; time < 2; time++) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() }
}
