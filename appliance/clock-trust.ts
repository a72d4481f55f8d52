import { existsSync } from 'node:fs'
import { clockConfidence } from './domain/clock-confidence.ts'
import type { Clock } from './domain/clock.ts'
import type { ClockConfidence } from './domain/decision.ts'
import { fromUtcText } from './domain/utc-text.ts'
import { listLedger } from './store/ledger.ts'
import type { Reader } from './store/store.ts'

/** Where systemd-timesyncd says that the clock has been set; it exists on machines that run it. */
const timesyncFolder = '/run/systemd/timesync'
const holdMs = 1000

export interface ClockTrust {
  readonly clockConfidence: () => ClockConfidence
  readonly scheduleTime: (at: Temporal.Instant) => Temporal.Instant
}

/**
 * Watches how far the wall clock can be trusted. What the ledger had seen when the process started is the past
 * that the clock must not fall behind.
 */
export function watchClock(clock: Clock, reader: Reader): ClockTrust {
  const newest = listLedger(reader, {}, 1, null)[0]
  const lastKnown = newest ? fromUtcText(newest.at) : null
  let answer: ClockConfidence | null = null
  let answeredMs = 0
  const confidence = () => {
    const nowMs = clock.monotonicMs()
    // Asked for at every decision, so an answer holds for a second.
    if (answer === null || nowMs - answeredMs > holdMs) {
      answer = clockConfidence({ now: clock.now(), lastKnown, synchronised: isSynchronised() })
      answeredMs = nowMs
    }
    return answer
  }
  const scheduleTime = (at: Temporal.Instant) =>
    lastKnown !== null && confidence() === 'unknown' ? lastKnown : at
  return { clockConfidence: confidence, scheduleTime }
}

function isSynchronised(): boolean | null {
  return existsSync(timesyncFolder) ? existsSync(`${timesyncFolder}/synchronized`) : null
}
