import type { Protocol } from './protocol.ts'

/** What is presented to start a charge. */
export const identifierTypes = ['rfid', 'mac', 'pin', 'emaid', 'central', 'key_code'] as const
export type IdentifierType = (typeof identifierTypes)[number]

/** To whom an identifier belongs; `unknown` is what is in no list. */
export const accessClasses = ['own_fleet', 'agreement', 'unknown'] as const
export type AccessClass = (typeof accessClasses)[number]

export const identifierStatuses = ['active', 'inactive', 'blocked'] as const
export type IdentifierStatus = (typeof identifierStatuses)[number]

/** Characters that fit on the wire: IdToken in OCPP 1.6 (7.28), IdTokenType.idToken in 2.0.1 and 2.1. */
export const identifierLengthLimits: Readonly<Record<Protocol, number>> = {
  'ocpp1.6': 20,
  'ocpp2.0.1': 36,
  'ocpp2.1': 255,
}

/** How one charger model spells identifiers otherwise than they are printed; from its firmware profile. */
export interface IdentifierRules {
  /** Keep what follows the first occurrence, for example after `;` of payment terminals. */
  readonly keepAfter?: string
  /** Keep this many characters from the left: readers that pad short UIDs. */
  readonly length?: number
  /** `reversed`: the reader sends the UID's last byte first. */
  readonly byteOrder?: 'as_sent' | 'reversed'
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}]/gu
const macWithSeparators = /^[0-9A-F]{2}([:-])[0-9A-F]{2}(?:\1[0-9A-F]{2}){4}$/
const emaidWithSeparators = /^[A-Z]{2}-[A-Z0-9]{3}-[A-Z0-9]{9}(?:-[A-Z0-9])?$/
const wholeBytes = /^(?:[0-9A-F]{2})+$/

/**
 * The one form in which an identifier is compared: no invisible characters (firmware pads with NUL and
 * blanks), upper case (OCPP identifiers are case-insensitive), MAC addresses and eMAIDs without separators.
 * Shape decides and not type, because OCPP 1.6 sends no type. May return an empty text: nothing was presented.
 */
export function normaliseIdentifier(raw: string, rules: IdentifierRules = {}): string {
  let text = raw.replaceAll(invisible, '').toUpperCase()
  if (rules.keepAfter !== undefined) text = partAfter(text, rules.keepAfter.toUpperCase())
  text = text.trim()
  if (macWithSeparators.test(text) || emaidWithSeparators.test(text)) text = text.replaceAll(/[:-]/g, '')
  if (rules.length !== undefined) text = text.slice(0, rules.length)
  if (rules.byteOrder === 'reversed' && wholeBytes.test(text)) text = reverseBytes(text)
  return text
}

/** First two and last two characters, `•` for each between; below six characters nothing is shown. */
export function maskIdentifier(normalised: string): string {
  const characters = Array.from(normalised)
  const shown = characters.length < 6 ? 0 : 2
  return characters
    .map((character, index) => (index < shown || index >= characters.length - shown ? character : '•'))
    .join('')
}

function partAfter(text: string, separator: string): string {
  const at = text.indexOf(separator)
  return at < 0 ? text : text.slice(at + separator.length)
}

function reverseBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('')
}
