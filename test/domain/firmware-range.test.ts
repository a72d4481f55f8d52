import * as fc from 'fast-check'
import t from 'tap'
import {
  firmwareVersion,
  isEmptyRange,
  isInRange,
  parseFirmwareRange,
  rangeCovers,
} from '../../appliance/domain/firmware-range.ts'

const versions: [said: string, version: number[] | null][] = [
  ['TAC3Z9119006710273::V1.8.21  ', [1, 8, 21]],
  ['v4.28.0-1.5.154.0-v8.0.8', [4, 28, 0]],
  ['5.33.5-21148', [5, 33, 5]],
  ['2.2.16-20240902', [2, 2, 16]],
  ['A0-MEV-V2.0.9', [2, 0, 9]],
  ['MCC 1.2.0; SCC [0.12.0, 0.13.0]', [1, 2, 0]],
  ['059.4', [59, 4]],
  ['328', [328]],
  ['v328\0', [328]],
  ['release', null],
  ['Unit 7 of 9', null],
  ['', null],
]

for (const [said, version] of versions) {
  await t.test(`the version in ${JSON.stringify(said)} is ${version?.join('.') ?? 'none'}`, async (t) => {
    t.strictSame(firmwareVersion(said), version)
  })
}

const ranges: [range: string, inside: string[], outside: string[]][] = [
  [
    '>=1.6.6',
    ['1.6.6', '1.6.10', '2', 'TAC3Z9119006710273::V1.8.21 '],
    ['1.6.5', '1.6', '0.9', 'release', ''],
  ],
  ['>=1.8 <1.9', ['1.8', '1.8.0', '1.8.99'], ['1.9', '1.9.0', '1.7.9']],
  ['<=1.8.21', ['1.8.21', '1.8.3', '1.8.21.0'], ['1.8.21.1', '1.8.22']],
  ['> 1 <= 2', ['1.0.1', '2.0'], ['1', '1.0', '2.1']],
  ['=60.4', ['60.4', '60.4.0'], ['60.41', '60']],
  ['>1 >3 <9 <5', ['4.1'], ['2.1', '6.1']],
]

for (const [text, inside, outside] of ranges) {
  await t.test(`${text} holds the versions that it says`, async (t) => {
    const range = parseFirmwareRange(text)!
    for (const version of inside) t.ok(isInRange(version, range), version)
    for (const version of outside) t.notOk(isInRange(version, range), version)
  })
}

await t.test('what is no range is none', async (t) => {
  for (const text of ['1.8.21', '*v1.8*', '>', '>=x', '>=1.8 oops', '>=1.8, <1.9', '']) {
    t.equal(parseFirmwareRange(text), null, text)
  }
})

await t.test('a range in which no version lies is found', async (t) => {
  const empty = (text: string) => isEmptyRange(parseFirmwareRange(text)!)
  t.ok(empty('>2 <1'))
  t.ok(empty('>=2 <2'))
  t.notOk(empty('>=2 <=2.0'))
  t.notOk(empty('>2'))
})

await t.test('one range covers another as far as both bounds do', async (t) => {
  const covers = (wide: string, narrow: string) =>
    rangeCovers(parseFirmwareRange(wide)!, parseFirmwareRange(narrow)!)
  t.ok(covers('>=1', '>=1 <2'))
  t.notOk(covers('>1', '>=1 <2'))
  t.ok(covers('<=2', '>=1 <2'))
  t.notOk(covers('<2', '<=2'))
  t.notOk(covers('>=1 <2', '>=1'))
})

await t.test('a version of a range lies in every range that covers it', async () => {
  const bound = fc.tuple(fc.constantFrom('>', '>=', '<', '<=', '='), fc.nat(3), fc.nat(3))
  const range = fc
    .array(bound, { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([operator, major, minor]) => `${operator}${major}.${minor}`).join(' '))
  fc.assert(
    fc.property(range, range, fc.nat(4), fc.nat(4), (wideText, narrowText, major, minor) => {
      const wide = parseFirmwareRange(wideText)!
      const narrow = parseFirmwareRange(narrowText)!
      const version = `${major}.${minor}`
      fc.pre(rangeCovers(wide, narrow) && isInRange(version, narrow))
      return isInRange(version, wide) && !isEmptyRange(narrow)
    }),
  )
})
