const firstMs = 15_000
const longestMs = 3_600_000

/**
 * How long to wait before the next of attempts that are never given up: doubling from 15 seconds up to an hour,
 * each between three quarters and five quarters of that so that chargers do not come together. `share` is drawn
 * from [0, 1).
 */
export function retryDelayMs(failures: number, share: number): number {
  const wholeMs = Math.min(firstMs * 2 ** Math.max(0, failures - 1), longestMs)
  return Math.round(wholeMs * (0.75 + share / 2))
}
