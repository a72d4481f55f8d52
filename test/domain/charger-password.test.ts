import t from 'tap'
import {
  chargerPasswordMacs,
  chargerPasswordMatches,
  generateChargerPassword,
  passwordProblem,
} from '../../appliance/domain/charger-password.ts'
import { deriveKeys } from '../../appliance/domain/identifier-keys.ts'

const { chargerPassword: key } = deriveKeys(new Uint8Array(32).fill(7))
const bytes = Buffer.from('00ff10203040506070809000a0b0c0d0e0f01122', 'hex')
const hex = Buffer.from(bytes.toString('hex'))

await t.test('the password that was given is let in, at that charger only', async (t) => {
  const password = Buffer.from('correct horse battery')
  const stored = chargerPasswordMacs(key, 'CP1', password)
  t.ok(chargerPasswordMatches(key, 'CP1', password, stored))
  t.notOk(chargerPasswordMatches(key, 'CP1', Buffer.from('correct horse battery '), stored))
  t.notOk(chargerPasswordMatches(key, 'CP2', password, stored))
  t.equal(stored.passwordMacAlternative, null)
})

await t.test('a key given as hex is let in as its bytes and in either letter case', async (t) => {
  const stored = chargerPasswordMacs(key, 'CP1', hex)
  t.ok(chargerPasswordMatches(key, 'CP1', hex, stored))
  t.ok(chargerPasswordMatches(key, 'CP1', bytes, stored))
  t.ok(chargerPasswordMatches(key, 'CP1', Buffer.from(hex.toString().toUpperCase()), stored))
})

await t.test('a key first seen as bytes is let in as hex later', async (t) => {
  const stored = chargerPasswordMacs(key, 'CP1', bytes)
  t.ok(chargerPasswordMatches(key, 'CP1', hex, stored))
  t.notOk(chargerPasswordMatches(key, 'CP1', Buffer.from('f'.repeat(40)), stored))
})

await t.test('lengths from 8 to 40 bytes are accepted', async (t) => {
  t.equal(passwordProblem(Buffer.alloc(7)), 'too_short')
  t.equal(passwordProblem(Buffer.alloc(8)), null)
  t.equal(passwordProblem(Buffer.alloc(40)), null)
  t.equal(passwordProblem(Buffer.alloc(41)), 'too_long')
})

await t.test('a generated password has 20 characters that cannot be mistaken for others', async (t) => {
  const generated = Array.from({ length: 50 }, generateChargerPassword)
  t.equal(new Set(generated).size, 50)
  t.ok(generated.every((password) => /^[A-Za-z2-9]{20}$/.test(password) && !/[0O1lI]/.test(password)))
})
