import * as fc from 'fast-check'
import t from 'tap'
import { redactFrame } from '../../appliance/ocpp/redact.ts'
import { ocppVersions } from '../../appliance/ocpp/rpc/protocol.ts'
import { payloadKinds, payloadsOf, type ValueFor } from './schema-payloads.ts'

/** Wherever the standard carries an identifier, a secret or somebody's papers: written down apart from the code. */
const sensitive = new Set([
  'idTag',
  'parentIdTag',
  'idToken',
  'groupIdToken',
  'additionalIdToken',
  'customerIdentifier',
  'vatNumber',
  'pspRef',
  'password',
  'apnPassword',
  'apnUserName',
  'basicAuthPassword',
  'simPin',
  'certificate',
  'certificateChain',
  'signingCertificate',
  'csr',
  'exiRequest',
  'exiResponse',
  'ocspResult',
  'signedMeterData',
  'data',
])

/** What masking leaves of it is its first and last two characters. */
const marked = fc.constantFrom('ZZ04A2B3C4D5E680ZZ', 'ZZmarked-identifierZZ', 'ZZ1f:2e:3d:4c:5bZZ')
const innermost = /04A2B3C4D5E680|marked-identifier|1f:2e:3d:4c:5b/i

const withMarks: ValueFor = (name, schema) => {
  if (sensitive.has(name) && schema.type !== 'object' && schema.type !== 'array') {
    return fc.oneof(
      marked,
      marked.map((mark) => ({ [mark]: mark, deep: [mark, { type: mark }] })),
    )
  }
  if (name === 'customData')
    return marked.map((mark) => ({ vendorId: 'com.example', holder: mark, [mark]: 1 }))
  if (name === 'key' && schema.maxLength === 50) return fc.constantFrom('AuthorizationKey', 'FreevendIdTag')
  if (name === 'variable') return fc.constant({ name: 'BasicAuthPassword' })
  if (['value', 'attributeValue', 'actualValue', 'valuesList'].includes(name)) return marked
  if (schema.format === 'uri' || name === 'location' || name === 'remoteLocation') {
    return marked.map((mark) => `ftp://user:${mark}@depot.example/log?signature=${mark}`)
  }
  return undefined
}

/** In any letter case, and with a field that no schema knows. */
const variants = (payload: object) =>
  fc.record({ upper: fc.boolean(), mark: marked }).map(({ upper, mark }) => {
    const fields = Object.entries({ ...payload, cardholder: mark, [mark]: true })
    return Object.fromEntries(fields.map(([name, value]) => [upper ? name.toUpperCase() : name, value]))
  })

for (const version of ocppVersions) {
  await t.test(`no identifier or secret of ${version} survives redaction`, (t) => {
    for (const { action, kind, schema } of payloadKinds(version)) {
      const frames = payloadsOf(schema, withMarks)
        .chain(variants)
        .map((payload) =>
          JSON.stringify(kind === 'request' ? [2, 'm1', action, payload] : [3, 'm1', payload]),
        )
      fc.assert(
        fc.property(frames, (text) => {
          const { text: shown, kind: shownKind } = redactFrame(text, version)
          return shownKind === (kind === 'request' ? 'call' : 'result') && !innermost.test(shown)
        }),
        { numRuns: 12 },
      )
    }
    t.end()
  })
}

await t.test('any text at all is redacted without failing', (t) => {
  const frames = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.jsonValue()).map((frame) => JSON.stringify([2, ...frame])),
  )
  fc.assert(
    fc.property(frames, fc.constantFrom(...ocppVersions), (text, version) => {
      const { messageId } = redactFrame(text, version)
      return messageId === null || messageId.length <= 36
    }),
  )
  t.end()
})
