// Readers of single configuration values, from a TOML file or as the text of a variable. Each throws an Error
// whose message says what the value must be.

export function text(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Error('must be a text that is not empty')
  return value
}

export function whole(from: number, to: number): (value: unknown) => number {
  return (value) => {
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isInteger(number) || number < from || number > to) {
      throw new Error(`must be a whole number from ${from} to ${to}`)
    }
    return number
  }
}

/** Port 0 lets the system choose, which tests use. */
export function port(value: unknown): number {
  return whole(0, 65_535)(value)
}

export function oneOf<const T extends string>(...allowed: T[]): (value: unknown) => T {
  return (value) => {
    if (!allowed.includes(value as T)) throw new Error(`must be one of ${allowed.join(', ')}`)
    return value as T
  }
}

export function zone(value: unknown): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text(value) }).resolvedOptions().timeZone
  } catch {
    throw new Error('must be an IANA time zone, such as Europe/London')
  }
}

export function machineZone(): string {
  return Temporal.Now.timeZoneId()
}

/** An address that a later part of the product connects to. */
export function url(...protocols: string[]): (value: unknown) => string {
  return (value) => {
    const parsed = URL.parse(text(value))
    if (!parsed || !protocols.includes(parsed.protocol)) {
      throw new Error(
        `must be an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
      )
    }
    return parsed.href
  }
}
