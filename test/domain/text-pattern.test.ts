import * as fc from 'fast-check'
import t from 'tap'
import { isLike, normalisePattern, patternCovers } from '../../appliance/domain/text-pattern.ts'

await t.test('parts between stars must come in order and not overlap', async (t) => {
  t.ok(isLike('a-1-b-2', '*1*2'))
  t.notOk(isLike('a-2-b-1', '*1*2'))
  t.notOk(isLike('aba', 'ab*ba'))
  t.ok(isLike('abba', 'ab*ba'))
  t.ok(isLike('', '*'))
  t.notOk(isLike('ab', 'a'))
})

await t.test('one of the alternatives is enough', async (t) => {
  t.ok(isLike('ATESS', 'Growatt|ATESS'))
  t.ok(isLike('INGETEAM ENERGY', 'Ingeteam | Ingeteam Energy'))
  t.notOk(isLike('Growatt|ATESS', 'Growatt|ATESS'))
})

await t.test('letter case, blanks and NUL at the ends do not matter', async (t) => {
  t.ok(isLike(' abb \0', 'ABB'))
})

const covering: [wide: string, narrow: string, covers: boolean][] = [
  ['*', 'abb', true],
  ['abb', 'abb', true],
  ['ABB', 'abb', true],
  ['ab*', 'abb*', true],
  ['abb*', 'ab*', false],
  ['*a*', '*ba*', true],
  ['a*c', 'a*b*c', true],
  ['a*b*c', 'a*c', false],
  ['abb', '*', false],
  ['abb|alfen', 'alfen', true],
  ['alfen', 'abb|alfen', false],
]

for (const [wide, narrow, covers] of covering) {
  await t.test(`${wide} ${covers ? 'covers' : 'does not cover'} ${narrow}`, async (t) => {
    t.equal(patternCovers(wide, narrow), covers)
  })
}

await t.test('whatever is like a pattern is like one that covers it', async () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '|'), maxLength: 5 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 })
  fc.assert(
    fc.property(pattern, pattern, text, (wide, narrow, value) => {
      fc.pre(patternCovers(wide, narrow) && isLike(value, narrow))
      return isLike(value, wide)
    }),
  )
})

await t.test('a pattern is the same in whatever order and case its alternatives stand', async (t) => {
  t.equal(normalisePattern('Growatt | ATESS'), normalisePattern('atess|growatt'))
})
