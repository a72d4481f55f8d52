import type { Doubt } from '../domain/transaction.ts'

/** Facts of transactions are taken in whatever numbers they come with; these say which could be meant. */

const maxPlace = 2 ** 31 - 1

/** An EVSE or connector; 0, the charger as a whole, for one that cannot be. */
export function believablePlace(number: number): number {
  return isPlace(number) ? number : 0
}

/** A whole number that came as it was sent; null for one that was rounded on the way. */
export function exactNumber(number: number): number | null {
  return Number.isSafeInteger(number) ? number : null
}

/** What to hold against a session because of its numbers. */
export function doubtsOf(places: readonly number[], registers: readonly number[]): { doubts?: Doubt[] } {
  const doubts: Doubt[] = []
  if (!registers.every(Number.isSafeInteger)) doubts.push('energy_suspect')
  if (!places.every(isPlace)) doubts.push('place_suspect')
  return doubts.length === 0 ? {} : { doubts }
}

function isPlace(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= maxPlace
}
