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

/**
 * Tells how far the wall clock can be trusted; asked for at every decision, so an answer holds for a second.
 * What the ledger had seen when the process started is the past that the clock must not fall behind.
 */
export function watchClock(clock: Clock, reader: Reader): () => ClockConfidence {
  const newest = listLedger(reader, {}, 1, null)[0]
  const lastKnown = newest ? fromUtcText(newest.at) : null
  let answer: ClockConfidence | null = null
  let answeredMs = 0
  return () => {
    const nowMs = clock.monotonicMs()
    if (answer === null || nowMs - answeredMs > holdMs) {
      answer = clockConfidence({ now: clock.now(), lastKnown, synchronised: isSynchronised() })
      answeredMs = nowMs
    }
    return answer
  }
}

function isSynchronised(): boolean | null {
  return existsSync(timesyncFolder) ? existsSync(`${timesyncFolder}/synchronized`) : null
}
