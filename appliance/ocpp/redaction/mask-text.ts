import { maskIdentifier, normaliseIdentifier } from '../../domain/identifier.ts'

export const hidden = '‹hidden›'

const url = /\b([a-z][a-z0-9+.-]*:\/\/)(?:\S*@)?([^\s?@]*)(?:\?\S*)?/gi
const mac = /(?<![0-9a-f])[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?![0-9a-f])/gi
const emaid = /\b[a-z]{2}-[a-z0-9]{3}-[a-z0-9]{9}(?:-[a-z0-9])?\b/gi
/** As long as a card's number (4 bytes in hexadecimal) or longer; vendor codes such as 0x0000 are not. */
const cardNumber = /(?<![0-9a-z])[0-9a-f]{8,}(?![0-9a-z])/gi

/** The bytes of a card's number, four or more, written apart: `04 A1 B2 C3`. */
const cardBytes = /(?<![0-9a-z])[0-9a-f]{2}([ :-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){2,}(?![0-9a-z])/gi

/** An identifier in any spelling, as the rest of the product masks it. */
export function maskValue(value: string): string {
  return maskIdentifier(normaliseIdentifier(value))
}

/** For what must not be seen at all. */
export function sizeOf(text: string): string {
  return `‹${text.length} characters›`
}

/** Masks what gives itself away by its shape: credentials and signed queries of URLs, MAC addresses, eMAIDs. */
export function maskPatterns(text: string): string {
  return text
    .replace(url, (whole, scheme: string, rest: string) => maskUrl(whole, scheme, rest))
    .replace(mac, maskValue)
    .replace(emaid, maskValue)
}

/** The same in texts for people, where a card's number may stand among the words. */
export function maskProse(text: string): string {
  return maskPatterns(text).replace(cardBytes, maskValue).replace(cardNumber, maskValue)
}

/** The same, of what a charger need not say. */
export function maskIfTold(text: string | null | undefined): string | null {
  return text === undefined || text === null ? null : maskProse(text)
}

function maskUrl(whole: string, scheme: string, rest: string): string {
  return `${scheme}${whole.includes('@') ? '•••@' : ''}${rest}${whole.includes('?') ? '?•••' : ''}`
}
