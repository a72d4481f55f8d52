import { normaliseIdentifier, type IdentifierRules, type IdentifierType } from './identifier.ts'
import type { IdForm } from './profile-vocabulary.ts'

/**
 * How a charger itself would send an identifier that is known here in its normal form: first byte last where
 * its reader does that, in the letter case that it wants. What a profile cuts off cannot be put back.
 */
export function identifierForCharger(normalised: string, rules: IdentifierRules, form: IdForm): string {
  const { byteOrder } = rules
  const text = byteOrder === 'reversed' ? normaliseIdentifier(normalised, { byteOrder }) : normalised
  return form === 'lower_case' ? text.toLowerCase() : text
}

/** IdTokenEnumType of OCPP 2.x. */
export const tokenTypes2: Readonly<Record<IdentifierType, string>> = {
  rfid: 'ISO14443',
  mac: 'MacAddress',
  pin: 'KeyCode',
  emaid: 'eMAID',
  central: 'Central',
  key_code: 'KeyCode',
}
