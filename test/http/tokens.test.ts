import t from 'tap'
import { listLedger } from '../../appliance/store/ledger.ts'
import { controlSecret, testApp } from '../support/http.ts'

interface CreatedToken {
  readonly id: number
  readonly token: string
}

await t.test('a token is told once, works with its role, and is worthless when revoked', async (t) => {
  const { app, signIn, flow, logged } = await testApp(t)
  const headers = await signIn('admin')
  const payload = { name: 'ci', role: 'viewer' }
  const created = await app.inject({ method: 'POST', url: '/api/tokens', headers, payload })
  t.match(created.json(), {
    name: 'ci',
    role: 'viewer',
    createdBy: 'user:the admin',
    token: /^gh_[\w-]{43}$/,
  })
  const { id, token } = created.json<CreatedToken>()
  const bearer = { authorization: `Bearer ${token}` }

  t.equal((await app.inject({ url: '/api/system', headers: bearer })).statusCode, 200)
  t.equal((await app.inject({ url: '/api/users', headers: bearer })).statusCode, 403)
  await flow.commits.write(() => {})
  const listed = await app.inject({ url: '/api/tokens', headers })
  t.match(listed.json(), { items: [{ id, lastUsedAt: '2026-11-20T10:00:00.000Z', revokedAt: null }] })
  t.notMatch(listed.body, new RegExp(token))
  t.notMatch(JSON.stringify([listLedger(flow.store, {}, 99, null), logged]), new RegExp(token))

  const revoked = await app.inject({ method: 'DELETE', url: `/api/tokens/${id}`, headers })
  t.equal(revoked.statusCode, 204)
  t.equal((await app.inject({ url: '/api/system', headers: bearer })).statusCode, 401)
  t.equal((await app.inject({ method: 'DELETE', url: '/api/tokens/99', headers })).statusCode, 404)
})

await t.test('a token acts under its own name and needs no CSRF token', async (t) => {
  const { app, signIn, flow } = await testApp(t)
  const headers = await signIn('admin')
  const payload = { name: 'ci', role: 'admin' }
  const { token } = (await app.inject({ method: 'POST', url: '/api/tokens', headers, payload })).json()
  const user = { name: 'Ben', role: 'viewer', password: 'long enough' }
  const bearer = { authorization: `Bearer ${token}` }
  t.equal(
    (await app.inject({ method: 'POST', url: '/api/users', headers: bearer, payload: user })).statusCode,
    201,
  )
  t.equal(listLedger(flow.store, { subject: 'user:Ben' }, 1, null)[0]?.actor, 'token:ci')
})

await t.test('a token expires', async (t) => {
  const { app, signIn, clock } = await testApp(t)
  const headers = await signIn('admin')
  const create = (expiresAt: string) =>
    app.inject({
      method: 'POST',
      url: '/api/tokens',
      headers,
      payload: { name: 'ci', role: 'admin', expiresAt },
    })
  t.match((await create('2026-11-20T09:00:00Z')).json(), { status: 400, errors: [{ field: 'expiresAt' }] })
  t.match((await create('tomorrow')).json(), { status: 400, errors: [{ field: 'expiresAt' }] })
  const { token } = (await create('2026-11-20T12:30:00+01:00')).json<CreatedToken>()
  const bearer = { authorization: `Bearer ${token}` }
  t.equal((await app.inject({ url: '/api/system', headers: bearer })).statusCode, 200)
  clock.advance(90 * 60_000)
  t.equal((await app.inject({ url: '/api/system', headers: bearer })).statusCode, 401)
})

await t.test('a bearer that is not valid does not fall back to the cookie', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = { ...(await signIn('admin')), authorization: 'Bearer gh_wrong' }
  t.equal((await app.inject({ url: '/api/system', headers })).statusCode, 401)
})

await t.test('the secret of the command line is taken from this machine only', async (t) => {
  const { app, flow } = await testApp(t)
  const headers = { authorization: `Bearer ${controlSecret}`, 'x-gatehouse-cli-user': 'root' }
  const request = {
    method: 'POST',
    url: '/api/users',
    headers,
    payload: { name: 'Ana', role: 'admin', password: 'long enough' },
  } as const
  t.equal((await app.inject({ ...request, remoteAddress: '192.168.1.20' })).statusCode, 401)
  const wrong = { ...headers, authorization: `Bearer ${controlSecret}x` }
  t.equal((await app.inject({ ...request, headers: wrong })).statusCode, 401)
  t.equal((await app.inject({ ...request, remoteAddress: '::ffff:127.0.0.1' })).statusCode, 201)
  t.equal(listLedger(flow.store, { subject: 'user:Ana' }, 1, null)[0]?.actor, 'cli:root')
})
