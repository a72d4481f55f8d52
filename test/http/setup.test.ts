import t from 'tap'
import { addUser } from '../../appliance/flows/add-user.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { issueSetUpCode } from '../../appliance/flows/issue-set-up-code.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { readMeta } from '../../appliance/store/meta.ts'
import { testApp } from '../support/http.ts'
import type { TestApp } from '../support/http.ts'

async function setUp({ app }: TestApp, code: string, password = 'a good password') {
  return app.inject({ method: 'POST', url: '/api/setup', payload: { code, name: 'Ana', password } })
}

await t.test('the set-up code makes the first administrator, once', async (t) => {
  const it = await testApp(t)
  t.match((await it.app.inject('/api/session')).json(), { user: null, setupRequired: true, csrfToken: null })
  const code = (await issueSetUpCode(it.flow)) ?? ''
  t.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const done = await setUp(it, code.toLowerCase().replace('-', ' '))
  t.equal(done.statusCode, 201, 'typed as people type')
  t.match(done.json(), { user: { name: 'Ana', role: 'admin' }, setupRequired: false, csrfToken: String })
  t.equal(done.cookies.length, 1, 'and signed in')
  t.match((await setUp(it, code)).json(), { status: 409, type: '/problems/already-set-up' })
  t.equal(await issueSetUpCode(it.flow), null)
  t.notMatch(JSON.stringify([listLedger(it.flow.store, {}, 99, null), it.logged]), new RegExp(code))
})

await t.test('a wrong code and a weak password change nothing', async (t) => {
  const it = await testApp(t)
  const code = (await issueSetUpCode(it.flow)) ?? ''
  t.match((await setUp(it, '0000-0000')).json(), { status: 403, type: '/problems/wrong-code' })
  t.match((await setUp(it, code, 'aaaaaaaaaa')).json(), { status: 400, errors: [{ field: 'password' }] })
  t.equal((await setUp(it, code)).statusCode, 201)
})

await t.test('the code of an earlier start ends with the next', async (t) => {
  const it = await testApp(t)
  const first = (await issueSetUpCode(it.flow)) ?? ''
  await issueSetUpCode(it.flow)
  t.equal((await setUp(it, first)).statusCode, 403)
})

await t.test('a user added on the command line makes the code worthless', async (t) => {
  const it = await testApp(t)
  const code = (await issueSetUpCode(it.flow)) ?? ''
  await addUser(it.flow, gatewayOrigin, { name: 'Ben', role: 'admin', password: 'a good password' })
  t.equal((await setUp(it, code)).statusCode, 409)
  t.equal(readMeta(it.flow.store, 'setUpCodeHash'), null)
})

await t.test('of two who use the code together one becomes the administrator', async (t) => {
  const it = await testApp(t)
  const code = (await issueSetUpCode(it.flow)) ?? ''
  const send = (name: string) =>
    it.app.inject({ method: 'POST', url: '/api/setup', payload: { code, name, password: 'a good password' } })
  const answers = await Promise.all([send('Ana'), send('Ben')])
  t.strictSame(
    answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b),
    [201, 409],
  )
})
