import t from 'tap'
import { listLedger } from '../../appliance/store/ledger.ts'
import { testApp } from '../support/http.ts'

const ben = { name: 'Ben', role: 'operator', password: 'long enough' }

await t.test('an administrator adds and lists users', async (t) => {
  const { app, signIn, flow } = await testApp(t)
  const headers = { ...(await signIn('admin')), 'x-request-id': 'req-7' }
  const added = await app.inject({ method: 'POST', url: '/api/users', headers, payload: ben })
  t.equal(added.statusCode, 201)
  t.match(added.json(), { id: 2, name: 'Ben', role: 'operator', disabledAt: null })
  t.notOk('passwordHash' in added.json())
  const [entry] = listLedger(flow.store, { subject: 'user:Ben' }, 1, null)
  t.match(entry, { actor: 'user:the admin', action: 'user.added', requestId: 'req-7' })
  t.notMatch(entry?.body, /argon2|long enough/)

  const list = await app.inject({ url: '/api/users?limit=1', headers })
  t.match(list.json(), { items: [{ name: 'the admin' }], nextCursor: String })
  const next = await app.inject({ url: `/api/users?cursor=${list.json().nextCursor}`, headers })
  t.match(next.json(), { items: [{ name: 'Ben' }], nextCursor: null })
  const broken = await app.inject({ url: '/api/users?cursor=WyJ4Il0', headers })
  t.match(broken.json(), { status: 400, errors: [{ field: 'cursor' }] })
})

await t.test('a list is had as CSV with cells that no spreadsheet runs', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  await app.inject({ method: 'POST', url: '/api/users', headers, payload: { ...ben, name: '@SUM' } })
  const asked = await app.inject({ url: '/api/users?format=csv', headers })
  t.match(asked.headers, {
    'content-type': /^text\/csv/,
    'content-disposition': 'attachment; filename="users.csv"',
  })
  const [header, , second] = asked.body.split('\r\n')
  t.equal(header, 'id,name,role,disabledAt,lockedUntil,createdAt')
  t.equal(second, "2,'@SUM,operator,,,2026-11-20T10:00:00.000Z")
  const accepted = await app.inject({ url: '/api/users', headers: { ...headers, accept: 'text/csv' } })
  t.equal(accepted.body, asked.body)
})

await t.test('a name is taken whatever its case, and must be a name', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const add = (name: string) =>
    app.inject({ method: 'POST', url: '/api/users', headers, payload: { ...ben, name } })
  t.equal((await add('Ben')).statusCode, 201)
  t.match((await add('BEN')).json(), {
    status: 409,
    type: '/problems/name-taken',
    errors: [{ field: 'name' }],
  })
  t.equal((await add('Søren O. Larsen')).statusCode, 201)
  for (const name of ['', ' ben', 'a  b', '<b>', 'x'.repeat(65), 'a\nb']) {
    t.match((await add(name)).json(), { status: 400, errors: [{ field: 'name' }] })
  }
})

await t.test('role, password and access of a user change one at a time', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const benHeaders = await signIn('viewer', 'Ben')
  const change = (payload: object) => app.inject({ method: 'PATCH', url: '/api/users/2', headers, payload })
  t.match((await change({ role: 'admin' })).json(), { role: 'admin' })
  t.equal((await app.inject({ url: '/api/users', headers: benHeaders })).statusCode, 200, 'holds at once')
  t.match((await change({ disabled: true })).json(), { disabledAt: String })
  t.equal((await app.inject({ url: '/api/users', headers: benHeaders })).statusCode, 401)
  t.match((await change({ disabled: false })).json(), { disabledAt: null })
  t.equal((await change({ password: 'yet another one' })).statusCode, 200)
  t.match((await change({ role: 'viewer', disabled: true })).json(), { status: 400 })
  t.match((await change({})).json(), { status: 400 })
  const nobody = await app.inject({
    method: 'PATCH',
    url: '/api/users/99',
    headers,
    payload: { disabled: true },
  })
  t.match(nobody.json(), { status: 404, type: '/problems/unknown-user' })
})

await t.test('the last administrator can neither be disabled nor lose the role', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  for (const payload of [{ disabled: true }, { role: 'viewer' }]) {
    const answer = await app.inject({ method: 'PATCH', url: '/api/users/1', headers, payload })
    t.match(answer.json(), { status: 409, type: '/problems/last-admin' })
  }
})

await t.test('only administrators see and change users', async (t) => {
  const { app, signIn } = await testApp(t)
  for (const role of ['viewer', 'technician', 'operator', 'installer'] as const) {
    const headers = await signIn(role)
    const listed = await app.inject({ url: '/api/users', headers })
    t.match(listed.json(), { status: 403, type: '/problems/not-permitted', permission: 'users.manage' })
    const added = await app.inject({ method: 'POST', url: '/api/users', headers, payload: ben })
    t.equal(added.statusCode, 403)
  }
  t.equal((await app.inject('/api/users')).statusCode, 401)
})
