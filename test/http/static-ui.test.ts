import { join } from 'node:path'
import t from 'tap'
import { testApp } from '../support/http.ts'

const assets = { 'main-3XK7QD2A.js': 'let a', 'main-3XK7QD2A.js.br': 'compressed' }
const ui = { 'index.html': '<p>depot</p>', 'icon.svg': '<svg/>', assets }
const uiDir = join(t.testdir({ ui, 'secret.txt': 'secret' }), 'ui')

await t.test('the UI is served, hashed files for ever and its pages anew', async (t) => {
  const { app } = await testApp(t, { uiDir })
  for (const url of ['/', '/chargers/CP.1', '/sessions?open=1']) {
    const page = await app.inject(url)
    t.match([page.statusCode, page.body], [200, '<p>depot</p>'])
    t.match(page.headers, { 'content-type': /^text\/html/, 'cache-control': 'no-cache' })
  }
  const script = await app.inject('/assets/main-3XK7QD2A.js')
  t.match(script.headers, {
    'content-type': /javascript/,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': String,
  })
  const compressed = await app.inject({
    url: '/assets/main-3XK7QD2A.js',
    headers: { 'accept-encoding': 'br' },
  })
  t.match([compressed.headers['content-encoding'], compressed.body], ['br', 'compressed'])
  t.equal((await app.inject('/icon.svg')).headers['cache-control'], 'no-cache')
})

await t.test('what is missing or lies elsewhere is not answered with a page', async (t) => {
  const { app } = await testApp(t, { uiDir })
  t.equal((await app.inject('/assets/old-AAAAAAAA.js')).statusCode, 404)
  t.match((await app.inject('/api/nothing-here')).json(), { status: 404 })
  for (const url of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt']) {
    t.notMatch((await app.inject(url)).body, /secret$/)
  }
})

await t.test('a UI that was not built is said to be so', async (t) => {
  const { app } = await testApp(t)
  const page = await app.inject('/')
  t.match([page.statusCode, page.body], [200, /have not been built/])
})
