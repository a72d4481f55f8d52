import * as fc from 'fast-check'
import t from 'tap'
import { redactFrame } from '../../appliance/ocpp/redact.ts'
import { ocppVersions } from '../../appliance/ocpp/rpc/protocol.ts'
import { payloadKinds, payloadsOf, type TestSchema, type ValueFor } from './schema-payloads.ts'

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

/** A plain word, such as a name that stands on a card: nothing in its shape gives it away. */
const plainWord = 'MARKEDSECRETIDENT'

/** Texts that firmware and people may write as they like, where a plain word has every right to stand. */
function isFreeText(name: string, { type, items, enum: words, format }: TestSchema): boolean {
  if (type === 'array') return items !== undefined && isFreeText(name, items)
  return type === 'string' && words === undefined && format !== 'date-time' && !sensitive.has(name)
}

/** Objects or numbers in some messages and free text in others; an answer does not say whose it is. */
const alsoFreeText = new Set(['additionalInfo', 'apn', 'statusInfo', 'value'])

/** The word wherever the schema has no room for free text: in place of words, times, numbers, lists and objects. */
const withPlainWords: (alsoForObjects: boolean) => ValueFor = (alsoForObjects) => (name, schema) => {
  if (name === 'customData') return fc.constant({ vendorId: 'com.example', [plainWord]: plainWord })
  if (isFreeText(name, schema) || alsoFreeText.has(name)) return undefined
  const inside = fc.constantFrom(plainWord, [plainWord], { [plainWord]: plainWord }, [[{ [plainWord]: 1 }]])
  const isDeep = schema.type === 'object' || schema.type === 'array'
  return isDeep && !alsoForObjects ? undefined : inside
}

for (const version of ocppVersions) {
  await t.test(`a plain word shows up nowhere in frames of ${version} where no free text belongs`, (t) => {
    for (const { action, kind, schema } of payloadKinds(version)) {
      const property = fc.property(
        fc.oneof(payloadsOf(schema, withPlainWords(false)), payloadsOf(schema, withPlainWords(true))),
        fc.constantFrom('id', plainWord),
        fc.constantFrom(action, plainWord),
        (payload, id, name) => {
          const fields = { ...payload, [plainWord]: plainWord, [`${plainWord}\0`]: { id: plainWord } }
          const frame = kind === 'request' ? [2, id, name, fields, plainWord] : [3, id, fields, [plainWord]]
          return !redactFrame(JSON.stringify(frame), version).text.includes(plainWord)
        },
      )
      fc.assert(property, { numRuns: 12 })
    }
    t.end()
  })

  await t.test(`a plain word shows up nowhere in the envelopes of ${version}`, (t) => {
    const part = fc.oneof(
      fc.constantFrom('id', 'Heartbeat', 'GenericError', 1, null, {}),
      fc.constantFrom(plainWord, `${plainWord} 1`, [plainWord], {
        [plainWord]: plainWord,
        status: plainWord,
      }),
    )
    const frames = fc.tuple(
      fc.constantFrom<unknown>(2, 3, 4, 5, 6, plainWord),
      fc.array(part, { maxLength: 6 }),
    )
    const property = fc.property(frames, fc.constantFrom('in', 'out'), ([type, parts], direction) => {
      // What we write as the description of an error never quotes, so it is shown.
      const isOurError = direction === 'out' && (type === 4 || type === 5)
      const shown = redactFrame(JSON.stringify([type, ...parts]), version, isOurError ? 'in' : direction)
      return !`${shown.text}${shown.messageId}${shown.action}`.includes(plainWord)
    })
    fc.assert(property, { numRuns: 500 })
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
