import type { ClockConfidence } from './decision.ts'

/** Boxes without a battery wake up in the past: nothing before the product existed is a real time. */
const earliestReal = Temporal.Instant.from('2025-01-01T00:00:00Z')
const backwardsMs = 5 * 60_000

export interface ClockSigns {
  readonly now: Temporal.Instant
  /** When the newest ledger entry was written. */
  readonly lastKnown: Temporal.Instant | null
  /** What the system says of its time source; `null` where it does not say. */
  readonly synchronised: boolean | null
}

/** How far the gateway's own clock is to be trusted. Time never runs behind what the ledger has already seen. */
export function clockConfidence({ now, lastKnown, synchronised }: ClockSigns): ClockConfidence {
  if (Temporal.Instant.compare(now, earliestReal) < 0) return 'unknown'
  if (lastKnown !== null && lastKnown.epochMilliseconds - now.epochMilliseconds > backwardsMs)
    return 'unknown'
  return synchronised === true ? 'synchronised' : 'plausible'
}
