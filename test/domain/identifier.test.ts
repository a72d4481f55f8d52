import * as fc from 'fast-check'
import t from 'tap'
import {
  identifierLengthLimits,
  maskIdentifier,
  normaliseIdentifier,
  type IdentifierRules,
} from '../../appliance/domain/identifier.ts'

const spellings: [name: string, raw: string, rules: IdentifierRules, normalised: string][] = [
  ['is upper case', '04a1b2c3', {}, '04A1B2C3'],
  ['loses padding with NUL and blanks', ' TAG-1  \0\0', {}, 'TAG-1'],
  ['loses invisible characters within', 'TAG\u200B-\t1', {}, 'TAG-1'],
  ['loses the separators of a MAC address', 'aa:bb:cc:dd:ee:ff', {}, 'AABBCCDDEEFF'],
  ['loses the dashes of a MAC address', 'AA-BB-CC-DD-EE-FF', {}, 'AABBCCDDEEFF'],
  ['keeps a text that only resembles a MAC address', 'AA:BB-CC:DD-EE:FF', {}, 'AA:BB-CC:DD-EE:FF'],
  ['loses the separators of an eMAID', 'de-8aa-ca2b3c4d5-l', {}, 'DE8AACA2B3C4D5L'],
  ['keeps what follows a prefix', 'VID:aabb', { keepAfter: 'vid:' }, 'AABB'],
  ['is kept whole where the prefix is not there', 'AABB', { keepAfter: ';' }, 'AABB'],
  ['keeps only what follows the first separator', 'a;b;c', { keepAfter: ';' }, 'B;C'],
  ['is cut to the length of the UID', '04A1B2C300000000', { length: 8 }, '04A1B2C3'],
  ['is turned round byte by byte', 'C3B2A104', { byteOrder: 'reversed' }, '04A1B2C3'],
  ['is not turned round unless it is bytes', 'TAG-1', { byteOrder: 'reversed' }, 'TAG-1'],
  ['is cut before it is turned round', 'C3B2A1040000', { length: 8, byteOrder: 'reversed' }, '04A1B2C3'],
  ['is empty when nothing was presented', ' \0 ', {}, ''],
]

for (const [name, raw, rules, normalised] of spellings) {
  await t.test(`a normalised identifier ${name}`, async (t) => {
    t.equal(normaliseIdentifier(raw, rules), normalised)
  })
}

await t.test('normalising twice changes nothing more', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const once = normaliseIdentifier(raw)
      return normaliseIdentifier(once) === once
    }),
  )
})

await t.test('a masked identifier shows at most two characters at each end', async (t) => {
  t.equal(maskIdentifier('04A1B2C3'), '04••••C3')
  t.equal(maskIdentifier('ABCDEF'), 'AB••EF')
  t.equal(maskIdentifier('ABCDE'), '•••••')
  t.equal(maskIdentifier(''), '')
  t.equal(maskIdentifier('🚌🚌🚌🚌🚌🚌🚌'), '🚌🚌•••🚌🚌')
})

await t.test('a mask has the length of what it hides and hides all but four', async () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A', '0', '9'), maxLength: 40 }), (text) => {
      const hidden = maskIdentifier(text).split('•').length - 1
      return (
        maskIdentifier(text).length === text.length &&
        hidden === (text.length < 6 ? text.length : text.length - 4)
      )
    }),
  )
})

await t.test('each protocol has its own limit', async (t) => {
  t.same(identifierLengthLimits, { 'ocpp1.6': 20, 'ocpp2.0.1': 36, 'ocpp2.1': 255 })
})
