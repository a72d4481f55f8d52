/** Failures in a row that are forgiven: people mistype. */
const failuresBeforeLock = 5
const longestLockMinutes = 60

/**
 * How long a name is locked after so many failed sign-ins in a row: one minute from the fifth on, doubling
 * with each further one up to an hour; null before that.
 */
export function lockAfterFailures(failures: number): Temporal.Duration | null {
  if (failures < failuresBeforeLock) return null
  const minutes = Math.min(2 ** (failures - failuresBeforeLock), longestLockMinutes)
  return Temporal.Duration.from({ minutes })
}
