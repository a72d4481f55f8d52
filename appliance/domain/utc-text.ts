/** The one form in which instants are stored and sent: RFC 3339 UTC with milliseconds, always 24 characters. */
const milliseconds = { fractionalSecondDigits: 3, roundingMode: 'floor' } as const

/** The last one written: under load dozens of facts share a millisecond, and formatting takes as long as storing. */
let lastMs = Number.NaN
let lastText = ''

/** `2026-11-20T10:12:00.000Z`: sorts as text in the order of time. */
export function toUtcText(instant: Temporal.Instant): string {
  const { epochMilliseconds } = instant
  if (epochMilliseconds !== lastMs) {
    lastText = instant.toString(milliseconds)
    lastMs = epochMilliseconds
  }
  return lastText
}

/** Reads what `toUtcText` wrote. Throws RangeError on anything that is not an instant. */
export function fromUtcText(text: string): Temporal.Instant {
  return Temporal.Instant.from(text)
}
