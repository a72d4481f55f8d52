/**
 * Age of the identifier list in whole seconds. A gateway that no back-office keeps up to date owns its list
 * (`refreshedAt` is `null`), which is then never old; a clock that was set back does not make it younger than new.
 */
export function listAgeS(refreshedAt: Temporal.Instant | null, now: Temporal.Instant): number {
  if (refreshedAt === null) return 0
  return Math.max(0, Math.floor((now.epochMilliseconds - refreshedAt.epochMilliseconds) / 1000))
}
