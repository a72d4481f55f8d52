import { createHmac, randomBytes } from 'node:crypto'
import { maskProse } from './mask-text.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Counters; a card's number in decimal has ten digits. */
const counter = /^-?\d{1,9}$/
const hexadecimal = /^[0-9a-f]{1,36}(?:-[0-9a-f]{1,12}){0,8}$/i
/** Too short to tell who somebody is. */
const short = /^[\w\-.]{1,4}$/

/** Of this process alone, so that nobody can try out whose card gives a hash. */
const hashKey = randomBytes(16)

/**
 * A message's id as it may be shown: whole where it is plainly one (a UUID, a counter), else by its length and a
 * hash, by which a call and its answer still belong together. Null for what is no id.
 */
export function shownMessageId(id: unknown): string | null {
  if (typeof id === 'number') return shownMessageId(String(id))
  if (typeof id !== 'string') return null
  if (uuid.test(id) || counter.test(id) || short.test(id)) return id
  if (id.length <= 36 && hexadecimal.test(id) && maskProse(id) === id) return id
  const hash = createHmac('sha256', hashKey).update(id).digest('hex').slice(0, 8)
  return `‹${id.length} characters, ${hash}›`
}
