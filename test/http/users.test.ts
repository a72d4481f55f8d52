import t from 'tap'
import { testApp } from '../support/http.ts'

await t.test('an administrator adds and lists users', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const payload = { name: 'Ana', role: 'operator', password: 'long enough' }
  const added = await app.inject({ method: 'POST', url: '/api/users', headers, payload })
  t.equal(added.statusCode, 201)
  t.match(added.json(), { id: 2, name: 'Ana', role: 'operator', disabledAt: null })
  t.notOk('passwordHash' in added.json())
  const list = await app.inject({ url: '/api/users?limit=1', headers })
  t.match(list.json(), { items: [{ name: 'the admin' }], nextCursor: String })
  const next = await app.inject({ url: `/api/users?cursor=${list.json().nextCursor}`, headers })
  t.match(next.json(), { items: [{ name: 'Ana' }], nextCursor: null })
})
