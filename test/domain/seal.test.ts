import * as fc from 'fast-check'
import t from 'tap'
import { deriveKeys } from '../../appliance/domain/identifier-keys.ts'
import { open, seal, SealError } from '../../appliance/domain/seal.ts'

const key = deriveKeys(Buffer.alloc(32, 7)).seal

await t.test('what is sealed opens to the same text', async () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => open(key, seal(key, text)) === text))
})

await t.test('sealing twice gives two different envelopes', async (t) => {
  t.notSame(seal(key, '04A1B2C3'), seal(key, '04A1B2C3'))
})

await t.test('a changed byte anywhere is noticed', async () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.integer({ min: 1, max: 255 }), (text, at, change) => {
      const sealed = seal(key, text)
      const index = at % sealed.length
      sealed[index] = (sealed[index] ?? 0) ^ change
      return failureOf(() => open(key, sealed)) === (index === 0 ? 'unknown_version' : 'not_authentic')
    }),
  )
})

await t.test('another key and a cut envelope are told apart', async (t) => {
  const sealed = seal(key, '04A1B2C3')
  const other = deriveKeys(Buffer.alloc(32, 8)).seal
  t.equal(
    failureOf(() => open(other, sealed)),
    'not_authentic',
  )
  t.equal(
    failureOf(() => open(key, sealed.subarray(0, 28))),
    'too_short',
  )
})

await t.test('a failure does not show what was sealed', async (t) => {
  const sealed = Buffer.concat([seal(key, '04A1B2C3'), Buffer.from('04A1B2C3')])
  t.throws(() => open(key, sealed), { message: 'Sealed value cannot be opened: not_authentic.' })
})

function failureOf(run: () => unknown): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof SealError) return error.failure
    throw error
  }
}
