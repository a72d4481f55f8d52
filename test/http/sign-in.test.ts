import t from 'tap'
import { disableUser } from '../../appliance/flows/disable-user.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { password, signInAs, testApp } from '../support/http.ts'
import type { TestApp } from '../support/http.ts'

const hourMs = 3_600_000

async function tryPassword({ app }: TestApp, name: string, tried: string, remoteAddress = '10.0.0.7') {
  const payload = { name, password: tried }
  return app.inject({ method: 'POST', url: '/api/session', remoteAddress, payload })
}

async function whoAmI({ app }: TestApp, headers: Record<string, string>) {
  return (await app.inject({ url: '/api/session', headers })).json<{ user: { name: string } | null }>().user
}

function ledgerOf({ flow }: TestApp, action: string) {
  return listLedger(flow.store, { action }, 100, null)
}

await t.test(
  'signing in sets a cookie that scripts cannot read and tells what the user may do',
  async (t) => {
    const it = await testApp(t)
    await it.signIn('viewer', 'Ana')
    const answer = await tryPassword(it, 'ana', password)
    t.equal(answer.statusCode, 201)
    t.match(answer.cookies, [{ httpOnly: true, sameSite: 'Strict', path: '/' }])
    t.match(answer.json(), {
      user: { name: 'Ana', role: 'viewer' },
      setupRequired: false,
      zone: 'Europe/London',
    })
    t.notOk(answer.json().user.permissions.includes('users.manage'))
    t.equal(ledgerOf(it, 'user.signed-in')[0]?.actor, 'user:Ana')
  },
)

await t.test('a wrong password and an unknown name get the same answer and are recorded', async (t) => {
  const it = await testApp(t)
  await it.signIn('viewer', 'Ana')
  const wrong = await tryPassword(it, 'Ana', 'tried-password')
  const unknown = await tryPassword(it, 'secret-in-the-wrong-field', 'tried-password')
  t.equal(wrong.statusCode, 401)
  t.equal(unknown.statusCode, 401)
  const withoutId = (body: string) => JSON.stringify({ ...JSON.parse(body), requestId: null })
  t.equal(withoutId(wrong.body), withoutId(unknown.body))
  const entries = ledgerOf(it, 'sign-in.failed')
  t.strictSame(
    entries.map(({ subject }) => subject),
    ['user:(unknown)', 'user:Ana'],
  )
  const everything = JSON.stringify([listLedger(it.flow.store, {}, 100, null), it.logged])
  t.notMatch(everything, /tried-password|secret-in-the-wrong-field/)
})

await t.test(
  'five failures lock a name, the right password included, and each further one longer',
  async (t) => {
    const it = await testApp(t)
    await it.signIn('viewer', 'Ana')
    for (let failure = 1; failure <= 5; failure += 1) await tryPassword(it, 'Ana', 'wrong')
    t.equal(ledgerOf(it, 'user.locked').length, 1)
    t.equal((await tryPassword(it, 'Ana', password)).statusCode, 401, 'locked')
    it.clock.advance(61_000)
    await tryPassword(it, 'Ana', 'wrong')
    it.clock.advance(61_000)
    t.equal((await tryPassword(it, 'Ana', password)).statusCode, 401, 'now for two minutes')
    it.clock.advance(60_000)
    t.equal((await tryPassword(it, 'Ana', password)).statusCode, 201)
  },
)

await t.test('an address that keeps guessing is told to wait, others are not', async (t) => {
  const it = await testApp(t)
  await it.signIn('viewer', 'Ana')
  for (let attempt = 1; attempt <= 20; attempt += 1) await tryPassword(it, `nobody${attempt}`, 'x')
  const refused = await tryPassword(it, 'Ana', password)
  t.equal(refused.statusCode, 429)
  t.equal(refused.headers['retry-after'], '15')
  t.equal((await tryPassword(it, 'Ana', password, '10.0.0.8')).statusCode, 201)
  it.clock.advance(15_000)
  t.equal((await tryPassword(it, 'Ana', password)).statusCode, 201)
})

await t.test('a login ends after twelve hours without use and after seven days in any case', async (t) => {
  const it = await testApp(t)
  const headers = await it.signIn('viewer', 'Ana')
  it.clock.advance(11 * hourMs)
  t.ok(await whoAmI(it, headers))
  await it.flow.commits.write(() => {})
  it.clock.advance(11 * hourMs)
  t.ok(await whoAmI(it, headers), 'use keeps it alive')
  it.clock.advance(12 * hourMs)
  t.equal(await whoAmI(it, headers), null)

  const steady = await signInAs(it.app, 'Ana')
  for (let hours = 0; hours < 160; hours += 10) {
    it.clock.advance(10 * hourMs)
    t.ok(await whoAmI(it, steady))
    await it.flow.commits.write(() => {})
  }
  it.clock.advance(8 * hourMs)
  t.equal(await whoAmI(it, steady), null)
})

await t.test('signing out makes the cookie worthless', async (t) => {
  const it = await testApp(t)
  const headers = await it.signIn('viewer', 'Ana')
  t.equal((await it.app.inject({ method: 'DELETE', url: '/api/session', headers })).statusCode, 204)
  t.equal(await whoAmI(it, headers), null)
})

await t.test('a new password ends the other logins of the user and not the one that set it', async (t) => {
  const it = await testApp(t)
  const phone = await it.signIn('viewer', 'Ana')
  const tablet = await signInAs(it.app, 'Ana')
  const request = { method: 'PUT', url: '/api/session/password', headers: tablet } as const
  const wrong = await it.app.inject({ ...request, payload: { current: 'not it', next: 'another password' } })
  t.match([wrong.statusCode, wrong.json().errors], [403, [{ field: 'current' }]])
  const weak = await it.app.inject({ ...request, payload: { current: password, next: 'short' } })
  t.match([weak.statusCode, weak.json().errors], [400, [{ field: 'next' }]])
  const changed = await it.app.inject({
    ...request,
    payload: { current: password, next: 'another password' },
  })
  t.equal(changed.statusCode, 204)
  t.ok(await whoAmI(it, tablet))
  t.equal(await whoAmI(it, phone), null)
  t.equal((await tryPassword(it, 'Ana', 'another password')).statusCode, 201)
})

await t.test('a disabled user is out at once and cannot sign in', async (t) => {
  const it = await testApp(t)
  await it.signIn('admin')
  const headers = await it.signIn('viewer', 'Ana')
  await disableUser(it.flow, gatewayOrigin, { id: 2 })
  t.equal(await whoAmI(it, headers), null)
  t.equal((await tryPassword(it, 'Ana', password)).statusCode, 401)
})

await t.test('a change with the cookie needs the CSRF token and a page of our own', async (t) => {
  const it = await testApp(t)
  const headers = await it.signIn('admin')
  const payload = { name: 'Ben', role: 'viewer', password: 'long enough' }
  const send = (sent: Record<string, string>) =>
    it.app.inject({ method: 'POST', url: '/api/users', headers: sent, payload })
  t.match((await send({ cookie: headers.cookie })).json(), { status: 403, type: '/problems/csrf-token' })
  t.equal((await send({ ...headers, 'x-csrf-token': 'guessed' })).statusCode, 403)
  const foreign = await send({ ...headers, host: 'depot.local:8080', origin: 'https://elsewhere.example' })
  t.match(foreign.json(), { status: 403, type: '/problems/foreign-origin' })
  t.equal((await send({ ...headers, host: 'depot.local:8080', origin: 'null' })).statusCode, 403)
  t.equal(
    (await send({ ...headers, host: 'depot.local:8080', origin: 'http://depot.local:8080' })).statusCode,
    201,
  )
})
