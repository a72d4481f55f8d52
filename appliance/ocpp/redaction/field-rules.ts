import { actionsOf, schemaOf } from '../rpc/schemas.ts'
import type { OcppVersion } from '../rpc/protocol.ts'

/**
 * What becomes of a field's value. `identifier`: masked. `secret`: hidden, its length too. `sized`: replaced by
 * its length. `prose`: what looks like an identifier in it is masked. `keep`: patterns such as MAC addresses aside,
 * as it is.
 */
export type FieldRule = 'identifier' | 'secret' | 'sized' | 'prose' | 'keep'

/** Of persons and companies, by names in lower case. Those that no schema has are what vendors use. */
const identifiers = [
  'idtag',
  'parentidtag',
  'idtoken',
  'groupidtoken',
  'additionalidtoken',
  'customeridentifier',
  'evccid',
  'emaid',
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

/** The names that a version's schemas know, in lower case. */
const known = new Map<OcppVersion, ReadonlySet<string>>()

/** The rule for a field by its name, in any letter case; what no schema knows is only shown by its length. */
export function ruleFor(version: OcppVersion, name: string): FieldRule {
  const lower = name.toLowerCase()
  return rules.get(lower) ?? (namesOf(version).has(lower) ? 'keep' : 'sized')
}

function namesOf(version: OcppVersion): ReadonlySet<string> {
  const found = known.get(version)
  if (found !== undefined) return found
  const names = new Set<string>()
  for (const action of actionsOf(version)) {
    collectNames(schemaOf(version, action, 'request'), names)
    collectNames(schemaOf(version, action, 'response'), names)
  }
  known.set(version, names)
  return names
}

/** Every key below a `properties`, at any depth, `definitions` included. */
function collectNames(schema: unknown, names: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [keyword, inner] of Object.entries(schema)) {
    if (keyword === 'properties') for (const name of Object.keys(inner)) names.add(name.toLowerCase())
    collectNames(inner, names)
  }
}
