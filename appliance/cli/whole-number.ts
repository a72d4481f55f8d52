import { UsageError } from './failure.ts'

/** Reads a number that a list shows. Throws `UsageError`, without repeating what was typed. */
export function wholeNumber(typed: string | undefined, name: string): number {
  if (typed !== undefined && /^[1-9]\d{0,14}$/.test(typed)) return Number(typed)
  throw new UsageError(`${name} must be a whole number from 1, as the list shows it.`)
}
