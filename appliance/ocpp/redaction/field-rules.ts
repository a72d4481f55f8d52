import type { OcppVersion } from '../rpc/protocol.ts'
import { shapeOf } from './field-shape.ts'

/**
 * What becomes of a field's value. `identifier`: masked. `secret`: hidden, its length too. `sized`: replaced by
 * its length. `prose`: what looks like an identifier in it is masked. `keep`: patterns such as MAC addresses aside,
 * as it is, where its schema has room for it.
 */
export type FieldRule = 'identifier' | 'secret' | 'sized' | 'prose' | 'keep'

/** Of persons and companies, by names in lower case. Those that no schema has are what vendors use. */
const identifiers = [
  'idtag',
  'parentidtag',
  'idtoken',
  'idtokens',
  'groupidtoken',
  'additionalidtoken',
  'customeridentifier',
  'evccid',
  'emaid',
  'prioritizedemaids',
  'mac',
  'macaddress',
  'vin',
  'vatnumber',
  'pspref',
  'receiptid',
]

const secrets = [
  'password',
  'apnpassword',
  'apnusername',
  'basicauthpassword',
  'simpin',
  'authorizationkey',
  'receipturl',
]

/**
 * `data` may be anything (DataTransfer) or a person's details (NotifyCustomerInformation); signed meter data
 * holds the identifier that the session was started with; certificates name their holder.
 */
const sized = [
  'data',
  'certificate',
  'certificatechain',
  'signingcertificate',
  'csr',
  'exirequest',
  'exiresponse',
  'ocspresult',
  'signature',
  'signedmeterdata',
  'publickey',
  'vatcompany',
  'company',
]

/** Written by firmware for people, who may read a card's number in it. */
const prose = [
  'info',
  'techinfo',
  'vendorerrorcode',
  'techcode',
  'reasoncode',
  // Of components and variables.
  'name',
  'instance',
  // Of security events; elsewhere it is a word of the standard.
  'type',
  'extrainfo',
  'vendorinfo',
  'additionalinfo',
  'statusinfo',
  'failurereason',
  'errordescription',
]

const rules = new Map<string, FieldRule>([
  ...identifiers.map((name): [string, FieldRule] => [name, 'identifier']),
  ...secrets.map((name): [string, FieldRule] => [name, 'secret']),
  ...sized.map((name): [string, FieldRule] => [name, 'sized']),
  ...prose.map((name): [string, FieldRule] => [name, 'prose']),
])

/** The rule for a field by its name, in any letter case; what no schema knows is only shown by its length. */
export function ruleFor(version: OcppVersion, name: string): FieldRule {
  return rules.get(name.toLowerCase()) ?? (shapeOf(version, null, name) === undefined ? 'sized' : 'keep')
}

/** Whether a field's name may be shown: one that nobody knows could be an identifier itself. */
export function isKnownName(version: OcppVersion, name: string): boolean {
  return rules.has(name.toLowerCase()) || shapeOf(version, null, name) !== undefined
}
