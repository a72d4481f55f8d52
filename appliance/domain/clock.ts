/** Stops a timer before it fires; calling it later does nothing. */
export type Cancel = () => void

/**
 * The only source of time. Rules take `now` as an argument; whoever has to wait or to know the time is
 * handed a `Clock`, so that tests can move it.
 */
export interface Clock {
  /** The wall clock. It may jump: NTP corrects it, and a box without a battery starts in the past. */
  now(): Temporal.Instant
  /** Milliseconds that only ever grow; for durations and deadlines. */
  monotonicMs(): number
  /** Runs `run` once after `delayMs`. Never keeps the process alive. */
  after(delayMs: number, run: () => void): Cancel
}
