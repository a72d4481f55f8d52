import t from 'tap'
import {
  hashPersonPassword,
  passwordWeakness,
  verifyPersonPassword,
} from '../../appliance/domain/person-password.ts'

await t.test('a password is kept as a salted Argon2id hash and recognised', async (t) => {
  const [first, second] = [await hashPersonPassword('pässword 1'), await hashPersonPassword('pässword 1')]
  t.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  t.not(first, second)
  t.equal(await verifyPersonPassword('pässword 1', first), true)
  t.equal(await verifyPersonPassword('pässword 1'.normalize('NFD'), first), true, 'whatever the keyboard')
  t.equal(await verifyPersonPassword('password 1', first), false)
})

await t.test('a hash made at another cost is still checked at its own', async (t) => {
  // From the test vectors of the reference implementation: password "password", salt "somesalt".
  const reference = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
  t.equal(await verifyPersonPassword('password', reference), true)
  t.equal(await verifyPersonPassword('differentpassword', reference), false)
})

await t.test('nobody has a password', async (t) => {
  t.equal(await verifyPersonPassword('', null), false)
})

await t.test('weak passwords are told why', async (t) => {
  t.equal(passwordWeakness('seven77', 'Ana'), 'must have at least 8 characters')
  t.equal(passwordWeakness('x'.repeat(201), 'Ana'), 'must have at most 200 characters')
  t.equal(passwordWeakness('ANA.LIMA', 'ana.lima'), 'must not be the name')
  t.equal(passwordWeakness('abababab', 'Ana'), 'must not repeat one or two characters')
  t.equal(passwordWeakness('correct horse', 'Ana'), null)
})
