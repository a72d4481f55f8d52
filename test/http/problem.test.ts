import { connect } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Routes } from '../../appliance/http/context.ts'
import { createApp } from '../../appliance/http/server.ts'
import { testApp } from '../support/http.ts'

const problemType = /^application\/problem\+json/

await t.test('every kind of failure is a problem document with the request id', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const json = { 'content-type': 'application/json' }
  const big = JSON.stringify({ name: 'x'.repeat(1_100_000) })
  const cases = [
    { status: 404, method: 'GET', url: '/api/nothing-here' },
    { status: 404, method: 'POST', url: '/nothing-here', payload: '{broken', more: json },
    { status: 405, method: 'PUT', url: '/api/users', payload: '{broken', more: json },
    { status: 400, method: 'GET', url: '/%ZZ' },
    { status: 400, method: 'POST', url: '/api/users', payload: '{broken', more: json },
    { status: 400, method: 'POST', url: '/api/users', payload: '{"__proto__":{}}', more: json },
    { status: 400, method: 'POST', url: '/api/groups', payload: '{"name":"\\ud800"}', more: json },
    { status: 400, method: 'GET', url: '/api/users?limit=0' },
    { status: 400, method: 'PATCH', url: '/api/users/first', payload: '{"disabled":true}', more: json },
    { status: 413, method: 'POST', url: '/api/users', payload: big, more: json },
    {
      status: 415,
      method: 'POST',
      url: '/api/users',
      payload: 'name=x',
      more: { 'content-type': 'text/plain' },
    },
  ] as const
  for (const { status, method, url, ...rest } of cases) {
    const [payload, more] = 'payload' in rest ? [rest.payload, rest.more] : ['', {}]
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers, ...more, 'x-request-id': 'r-1' },
      payload,
    })
    t.equal(answer.statusCode, status, `${method} ${url}`)
    t.match(answer.headers, { 'content-type': problemType, 'x-request-id': 'r-1' })
    t.match(answer.json(), { type: /^\/problems\//, title: String, status, detail: String, requestId: 'r-1' })
  }
  const wrongMethod = await app.inject({ method: 'PUT', url: '/api/users' })
  t.equal(wrongMethod.headers.allow, 'GET, HEAD, POST')
})

await t.test('a validation error names the field and the remedy and repeats nothing', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const marker = 'DEADBEEF42'
  const send = async (payload: object) =>
    (await app.inject({ method: 'POST', url: '/api/users', headers, payload })).json()
  const user = { name: 'Ben', role: 'viewer', password: 'long enough' }
  t.match(await send({ ...user, role: marker }), {
    errors: [{ field: 'role', message: 'must be one of viewer, technician, operator, installer, admin' }],
  })
  t.match(await send({ ...user, name: undefined }), { errors: [{ field: 'name', message: 'is needed' }] })
  t.match(await send({ ...user, name: 7 }), { errors: [{ field: 'name', message: 'must be string' }] })
  const unknown = await send({ ...user, [marker]: marker })
  t.match(unknown, { errors: [{ field: '', message: /known are name, role, password/ }] })
  t.notMatch(JSON.stringify(unknown), new RegExp(marker))
})

await t.test('what nobody expected is logged under the request id and not told', async (t) => {
  const broken = () => {
    throw new Error('the disk is full of secrets')
  }
  const { app, logged } = await testApp(t, { conditions: broken })
  const answer = await app.inject({ url: '/health', headers: { 'x-request-id': 'r-2' } })
  t.match(answer.json(), { status: 500, type: '/problems/internal', requestId: 'r-2' })
  t.notMatch(answer.body, /secrets/)
  const line = logged.find((entry) => entry.includes('a request failed'))
  t.match(JSON.parse(line ?? '{}'), {
    requestId: 'r-2',
    route: '/health',
    err: { message: /full of secrets/ },
  })
})

await t.test('a request id that is not well-formed is replaced', async (t) => {
  const { app } = await testApp(t)
  for (const sent of ['x'.repeat(65), 'two words', '"quoted"', '']) {
    const { headers } = await app.inject({ url: '/api/version', headers: { 'x-request-id': sent } })
    t.match(headers['x-request-id'], /^[0-9a-f-]{36}$/)
  }
})

await t.test('every answer carries the security headers, errors included', async (t) => {
  const { app } = await testApp(t)
  for (const url of ['/', '/api/version', '/api/nothing-here', '/%ZZ', '/api/users']) {
    const { headers } = await app.inject(url)
    t.match(headers, {
      'content-security-policy': /^default-src 'none'; script-src 'self';/,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': String,
    })
  }
})

await t.test('the log has the route and neither path nor query', async (t) => {
  const { app, logged } = await testApp(t)
  await app.inject('/api/users/04A2B3C4?cursor=04A2B3C4')
  await app.inject('/api/04A2B3C4')
  t.notMatch(logged.join(''), /04A2B3C4/)
})

await t.test('bytes that are no HTTP are answered and the connection ends', async (t) => {
  const { app } = await testApp(t)
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(address.port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write('HELLO\r\n\r\n')
  t.match(await text(socket), /^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"status":400/)
})

await t.test('a route that does not state who may call it stops the start', async (t) => {
  const { context } = await testApp(t)
  const careless: Routes = (app) => {
    app.get('/api/careless', { schema: {} }, async () => ({}))
  }
  const start = async () => {
    await createApp(context, [careless]).ready()
  }
  await t.rejects(start, {
    message: 'GET /api/careless must state one of permission, signedIn and public',
  })
})
