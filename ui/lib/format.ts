const grouped = new Intl.NumberFormat('en-GB')

/** A whole number with its thousands apart: `12,480`. */
export function formatCount(value: number): string {
  return grouped.format(value)
}

export function formatEnergy(energyWh: number): string {
  return scaled(energyWh, 'Wh')
}

export function formatPower(powerW: number): string {
  return scaled(powerW, 'W')
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let index = 0
  while (value >= 1000 && index < units.length - 1) {
    value /= 1000
    index += 1
  }
  return `${index === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[index] ?? 'B'}`
}

/** The two largest parts of a span of time: `3 d 4 h`, `1 h 05 min`, `42 s`, `180 ms`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.abs(durationMs)
  if (ms < 1000) return `${Math.round(ms)} ms`
  const s = Math.floor(ms / 1000)
  if (s < 60) return `${s} s`
  const min = Math.floor(s / 60)
  if (min < 60) return `${min} min`
  const h = Math.floor(min / 60)
  if (h < 24) return min % 60 === 0 ? `${h} h` : `${h} h ${String(min % 60).padStart(2, '0')} min`
  return h % 24 === 0 ? `${h / 24} d` : `${Math.floor(h / 24)} d ${h % 24} h`
}

/** How far a charger's clock is from the gateway's; positive is ahead. Under 2 s is transport, not skew. */
export function formatClockSkew(skewMs: number): string {
  if (Math.abs(skewMs) < 2000) return 'in step'
  return `${formatDuration(skewMs)} ${skewMs > 0 ? 'ahead' : 'behind'}`
}

/** Whether a clock is so far off that the charger's own times mislead. */
export function isFarOff(skewMs: number): boolean {
  return Math.abs(skewMs) > 30_000
}

/** A code as words: `unknown_identifier` and `SuspendedEV` become `Unknown identifier`, `Suspended EV`. */
export function words(code: string): string {
  const spaced = code
    .replaceAll(/[_.-]+/g, ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`)
    .trim()
  const sentence = spaced.replaceAll(/ ([A-Z])(?=[a-z])/g, (match) => match.toLowerCase())
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function scaled(value: number, unit: string): string {
  const size = Math.abs(value)
  if (size >= 1_000_000) return `${(value / 1_000_000).toFixed(2)} M${unit}`
  if (size >= 1000) return `${(value / 1000).toFixed(size >= 100_000 ? 0 : 1)} k${unit}`
  return `${Math.round(value)} ${unit}`
}
