const form = /^(?:([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?|24:00(?::00)?)$/

/** Seconds since local midnight of `18:00`, `18:00:30` or `24:00`; null for anything else. */
export function parseClockTime(text: string): number | null {
  const match = form.exec(text)
  if (!match) return null
  const [, hours = '24', minutes = '0', seconds = '0'] = match
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}
