/** A range of dotted versions, from its lower to its upper bound. */
export interface FirmwareRange {
  readonly lower: Bound | null
  readonly upper: Bound | null
}

interface Bound {
  readonly version: Version
  readonly included: boolean
}

type Version = readonly number[]

const comparator = /(>=|<=|>|<|=)\s*(\d+(?:\.\d+)*)/y
const dotted = /(?<!\d)\d+(?:\.\d+)+/
const plain = /^v?\d+$/i

/** `>=1.8 <1.9`, `<=1.8.21`, `=2.0`: all parts must hold. Null for a text that is not a range. */
export function parseFirmwareRange(text: string): FirmwareRange | null {
  let range: FirmwareRange | null = null
  for (const part of text.trim().split(/\s+(?=[<>=])/)) {
    comparator.lastIndex = 0
    const [whole, operator, digits] = comparator.exec(part) ?? []
    if (whole !== part || digits === undefined) return null
    const bound = { version: versionFrom(digits), included: operator?.endsWith('=') === true }
    const added: FirmwareRange = {
      lower: operator?.startsWith('<') ? null : bound,
      upper: operator?.startsWith('>') ? null : bound,
    }
    range = range === null ? added : intersect(range, added)
  }
  return range
}

/**
 * The version in what a charger says of its firmware: the first dotted number, as in
 * `TAC3Z9119006710273::V1.8.21`, else the whole text where that is a plain number. Null without either.
 */
export function firmwareVersion(text: string): Version | null {
  const found = dotted.exec(text)?.[0] ?? plain.exec(text.replaceAll('\0', '').trim())?.[0]
  return found === undefined ? null : versionFrom(found.replace(/^v/i, ''))
}

/** Whether a charger's firmware lies in the range; one that names no version lies in none. */
export function isInRange(firmware: string, { lower, upper }: FirmwareRange): boolean {
  const version = firmwareVersion(firmware)
  if (version === null) return false
  const at: Bound = { version, included: true }
  return (lower === null || compareLower(at, lower) >= 0) && (upper === null || compareUpper(at, upper) <= 0)
}

/** Whether no version can lie in it. */
export function isEmptyRange({ lower, upper }: FirmwareRange): boolean {
  if (lower === null || upper === null) return false
  const order = compare(lower.version, upper.version)
  return order > 0 || (order === 0 && !(lower.included && upper.included))
}

/** Whether every version of `narrow` lies in `wide`. */
export function rangeCovers(wide: FirmwareRange, narrow: FirmwareRange): boolean {
  const below = wide.lower === null || (narrow.lower !== null && compareLower(narrow.lower, wide.lower) >= 0)
  const above = wide.upper === null || (narrow.upper !== null && compareUpper(narrow.upper, wide.upper) <= 0)
  return below && above
}

function intersect(a: FirmwareRange, b: FirmwareRange): FirmwareRange {
  return {
    lower:
      a.lower && b.lower ? (compareLower(a.lower, b.lower) >= 0 ? a.lower : b.lower) : (a.lower ?? b.lower),
    upper:
      a.upper && b.upper ? (compareUpper(a.upper, b.upper) <= 0 ? a.upper : b.upper) : (a.upper ?? b.upper),
  }
}

/** An excluded lower bound begins after an included one of the same version. */
function compareLower(a: Bound, b: Bound): number {
  return compare(a.version, b.version) || Number(b.included) - Number(a.included)
}

/** An excluded upper bound ends before an included one of the same version. */
function compareUpper(a: Bound, b: Bound): number {
  return compare(a.version, b.version) || Number(a.included) - Number(b.included)
}

/** Missing parts count as zero: 1.8 is 1.8.0. */
function compare(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function versionFrom(digits: string): Version {
  return digits.split('.').map(Number)
}
