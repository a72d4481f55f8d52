import { createHmac } from 'node:crypto'
import t from 'tap'
import { deriveKeys, identifierKey } from '../../appliance/domain/identifier-keys.ts'

const master = Buffer.alloc(32, 7)

await t.test('an identifier has the same key each time, and another under another master key', async (t) => {
  const key = identifierKey(deriveKeys(master).identifier, '04A1B2C3')
  t.match(key, /^[\w-]{43}$/)
  t.equal(identifierKey(deriveKeys(Buffer.from(master)).identifier, '04A1B2C3'), key)
  t.not(identifierKey(deriveKeys(Buffer.alloc(32, 8)).identifier, '04A1B2C3'), key)
  t.not(identifierKey(deriveKeys(master).identifier, '04A1B2C4'), key)
})

await t.test('an identifier key is HMAC-SHA-256', async (t) => {
  const { identifier } = deriveKeys(master)
  const expected = createHmac('sha256', identifier.export()).update('04A1B2C3').digest('base64url')
  t.equal(identifierKey(identifier, '04A1B2C3'), expected)
})

await t.test('each use has a key of its own', async (t) => {
  const exported = Object.values(deriveKeys(master)).map((key) => key.export().toString('hex'))
  t.equal(new Set(exported).size, exported.length)
  t.notOk(exported.includes(master.toString('hex')))
})

await t.test('a short master key is refused', async (t) => {
  t.throws(() => deriveKeys(Buffer.alloc(31)), RangeError)
})
