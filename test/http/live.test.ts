import { on, once } from 'node:events'
import t from 'tap'
import type { Test } from 'tap'
import { WebSocket } from 'ws'
import type { LiveTopic } from '../../appliance/domain/live-event.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { disableUser } from '../../appliance/flows/disable-user.ts'
import { testApp } from '../support/http.ts'
import type { TestApp } from '../support/http.ts'

type Headers = Record<string, string>

async function listening(t: Test) {
  const it = await testApp(t)
  const address = await it.app.listen({ port: 0, host: '127.0.0.1' })
  return { ...it, url: `${address.replace('http', 'ws')}/api/live`, host: new URL(address).host }
}

async function listen(url: string, headers: Headers) {
  const socket = new WebSocket(url, { headers })
  const messages = on(socket, 'message')
  await once(socket, 'open')
  const next = async (): Promise<object> => JSON.parse(String((await messages.next()).value?.[0]))
  return { socket, next }
}

/** The status with which the gateway refuses the connection. */
async function refusal(url: string, headers: Headers): Promise<number | undefined> {
  const socket = new WebSocket(url, { headers })
  const [, answer] = await once(socket, 'unexpected-response')
  socket.on('error', () => {})
  socket.terminate()
  return answer.statusCode
}

function publish(
  { bus }: Pick<TestApp, 'bus'>,
  topic: LiveTopic,
  chargerId: string,
  item: object = {},
): void {
  bus.publish({ topic, chargerId, item })
}

/** A note comes back for a message that makes no sense: everything sent before it has been read then. */
async function sync({ socket, next }: Awaited<ReturnType<typeof listen>>, subscription: string[]) {
  socket.send(JSON.stringify({ subscribe: subscription }))
  socket.send('?')
  await next()
}

await t.test('changes are told as they happen, frames only to whoever asks for them', async (t) => {
  const it = await listening(t)
  const listener = await listen(it.url, await it.signIn('technician'))
  publish(it, 'frame', 'CP1')
  publish(it, 'charger', 'CP1', { online: true })
  t.strictSame(await listener.next(), { topic: 'charger', chargerId: 'CP1', online: true })

  await sync(listener, ['frame:CP1', 'session'])
  publish(it, 'frame', 'CP2')
  publish(it, 'charger', 'CP1')
  publish(it, 'frame', 'CP1', { id: 7 })
  publish(it, 'session', 'CP2', { id: 8 })
  t.match(await listener.next(), { topic: 'frame', id: 7 })
  t.match(await listener.next(), { topic: 'session', id: 8 })
})

await t.test('a role hears only what it may read', async (t) => {
  const it = await listening(t)
  const listener = await listen(it.url, await it.signIn('viewer'))
  await sync(listener, ['frame', 'decision'])
  publish(it, 'frame', 'CP1')
  publish(it, 'decision', 'CP1')
  t.match(await listener.next(), { topic: 'decision' })
})

await t.test('without a credential, or from a page of another site, nobody listens', async (t) => {
  const it = await listening(t)
  const headers = await it.signIn('viewer')
  t.equal(await refusal(it.url, {}), 401)
  t.equal(await refusal(it.url, { ...headers, origin: 'https://elsewhere.example' }), 403)
  const { socket } = await listen(it.url, { ...headers, origin: `http://${it.host}` })
  t.equal(socket.readyState, WebSocket.OPEN)
  t.equal((await it.app.inject({ url: '/api/live', headers })).statusCode, 426)
})

await t.test('a script listens with its token, until that is revoked', async (t) => {
  const it = await listening(t)
  const headers = await it.signIn('admin')
  const payload = { name: 'ci', role: 'viewer' }
  const created = await it.app.inject({ method: 'POST', url: '/api/tokens', headers, payload })
  const listener = await listen(it.url, { authorization: `Bearer ${created.json().token}` })
  publish(it, 'charger', 'CP1')
  t.match(await listener.next(), { topic: 'charger' })
  await it.app.inject({ method: 'DELETE', url: `/api/tokens/${created.json().id}`, headers })
  it.clock.advance(1_000)
  const closed = once(listener.socket, 'close')
  publish(it, 'charger', 'CP1')
  t.equal((await closed)[0], 1008)
})

await t.test('a user who is disabled hears nothing more', async (t) => {
  const it = await listening(t)
  await it.signIn('admin')
  const { socket } = await listen(it.url, await it.signIn('viewer'))
  await disableUser(it.flow, gatewayOrigin, { id: 2 })
  const closed = once(socket, 'close')
  it.clock.advance(30_000)
  t.equal((await closed)[0], 1008, 'found out at the next ping, though nothing happened')
})

await t.test('a client that cannot follow is let go', async (t) => {
  const it = await listening(t)
  const { socket } = await listen(it.url, await it.signIn('technician'))
  socket.pause()
  const item = { text: 'x'.repeat(256 * 1024) }
  for (let sent = 0; sent < 64; sent += 1) publish(it, 'charger', 'CP1', item)
  const closed = once(socket, 'close')
  socket.resume()
  t.equal((await closed)[0], 1013)
})

await t.test('a client that does not answer a ping is gone with the next', async (t) => {
  const it = await listening(t)
  const { socket } = await listen(it.url, await it.signIn('viewer'))
  socket.pong = () => {}
  const closed = once(socket, 'close')
  it.clock.advance(30_000)
  await once(socket, 'ping')
  it.clock.advance(30_000)
  t.equal((await closed)[0], 1006)
})
