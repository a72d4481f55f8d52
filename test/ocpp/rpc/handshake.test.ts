import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import type { AdmissionRequest, RefusedHandshake } from '../../../appliance/ocpp/rpc/rpc-owner.ts'
import { independentClient } from './independent-client.ts'
import { RawCharger, rawHttp, upgradeRequest } from './raw-charger.ts'
import { startServer, Waiters } from './rpc-server.ts'

const broken: [why: string, request: string, status: number][] = [
  ['/ocpp/%ZZ is no percent-encoding', upgradeRequest('/ocpp/%ZZ'), 400],
  ['percent-encoding cut short', upgradeRequest('/CP%E0%A4'), 400],
  ['an empty identity', upgradeRequest('/'), 404],
  ['an empty identity under /ocpp', upgradeRequest('/ocpp/'), 404],
  ['the path alone without identity', upgradeRequest('/ocpp'), 404],
  ['an identity that is too long', upgradeRequest(`/${'C'.repeat(49)}`), 400],
  ['a blank in the identity', upgradeRequest('/ocpp/CP%201'), 400],
  ['a NUL in the identity', upgradeRequest('/ocpp/CP%00'), 400],
  ['a slash smuggled into the identity', upgradeRequest('/ocpp/CP%2F1'), 400],
  ['a line break smuggled into the identity', upgradeRequest('/ocpp/CP%0D%0A1'), 400],
  ['dots that climb', upgradeRequest('/ocpp/..'), 400],
  ['encoded dots that climb', upgradeRequest('/ocpp/%2e%2e'), 400],
  ['a path below the identity', upgradeRequest('/ocpp/CP1/x'), 404],
  ['another path', upgradeRequest('/api/chargers/CP1'), 404],
  ['a query', upgradeRequest('/ocpp/CP1?token=1'), 400],
  ['an absolute address', upgradeRequest('http://gateway/ocpp/CP1'), 404],
  ['another method', upgradeRequest('/CP1', {}, 'POST'), 405],
  ['no Sec-WebSocket-Key', upgradeRequest('/CP1', { 'Sec-WebSocket-Key': null }), 400],
  ['a bad Sec-WebSocket-Key', upgradeRequest('/CP1', { 'Sec-WebSocket-Key': 'x' }), 400],
  ['an old websocket version', upgradeRequest('/CP1', { 'Sec-WebSocket-Version': '8' }), 426],
  ['an upgrade to something else', upgradeRequest('/CP1', { Upgrade: 'h2c' }), 426],
  ['no upgrade at all', upgradeRequest('/CP1', { Upgrade: null, Connection: null }), 426],
  ['no subprotocol', upgradeRequest('/CP1', { 'Sec-WebSocket-Protocol': null }), 400],
  ['headers without end', upgradeRequest('/CP1', { 'X-Fill': 'x'.repeat(20_000) }), 431],
  ['no HTTP', 'HELO gateway\r\n\r\n', 400],
  ['credentials that are not Basic', upgradeRequest('/CP1', { Authorization: 'Bearer abc' }), 401],
  ['credentials that are no base64', upgradeRequest('/CP1', { Authorization: 'Basic §§' }), 401],
  ['credentials without colon', upgradeRequest('/CP1', { Authorization: basic('CP1') }), 401],
  ['the user of another charger', upgradeRequest('/CP1', { Authorization: basic('CP2:secret') }), 401],
]

function basic(credentials: string | Buffer): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}

await t.test('broken upgrades are answered, ended and leave the gateway alive', async (t) => {
  const refused: RefusedHandshake[] = []
  const { port, url, server } = await startServer(t, {
    onRefused: (handshake) => void refused.push(handshake),
  })
  for (const [why, request, status] of broken) {
    const answer = await rawHttp(port, request)
    t.match(answer, new RegExp(`^HTTP/1.1 ${status} .*\r\n\r\n.+`, 's'), why)
    t.notMatch(answer, /secret/, 'and no credentials in the answer')
  }
  t.equal(server.connections.size, 0)
  t.match(refused.at(-1), { status: 401, identity: 'CP1', remoteAddress: '127.0.0.1' })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
})

await t.test('401 says how to authenticate', async (t) => {
  const { port } = await startServer(t, {
    admit: () => ({ admit: false, status: 401, reason: 'wrong password' }),
  })
  t.match(
    await rawHttp(port, upgradeRequest('/CP1')),
    /WWW-Authenticate: Basic realm="OCPP".*wrong password\n$/s,
  )
})

for (const status of [403, 404, 429, 503] as const) {
  await t.test(`an admission refused with ${status} is an HTTP answer with its reason`, async (t) => {
    const { port } = await startServer(t, {
      admit: async () => ({ admit: false, status, reason: 'not today' }),
    })
    t.match(
      await rawHttp(port, upgradeRequest('/CP1')),
      new RegExp(`^HTTP/1.1 ${status} .*not today\n$`, 's'),
    )
  })
}

await t.test('an admission that fails is answered 500 and logged, without its error', async (t) => {
  for (const admit of [
    () => {
      throw new Error('private detail')
    },
    () => Promise.reject(new Error('private detail')),
  ]) {
    const { port, lines } = await startServer(t, { admit })
    const answer = await rawHttp(port, upgradeRequest('/CP1'))
    t.match(answer, /^HTTP\/1.1 500 /)
    t.notMatch(answer, /private/)
    t.match(lines[0], { level: 'error', message: 'admission failed' })
  }
})

for (const [offered, agreed] of [
  ['ocpp1.6, ocpp2.0.1', 'ocpp2.0.1'],
  ['ocpp1.6,ocpp2.1 ,ocpp2.0.1', 'ocpp2.1'],
  ['ocpp1.6, , ocpp1.5,', 'ocpp1.6'],
  ['ocpp1.6\r\nSec-WebSocket-Protocol: ocpp2.0.1', 'ocpp2.0.1'],
] as const) {
  await t.test(`of "${offered.replace('\r\n', ' and ')}" the newest version we share is taken`, async (t) => {
    const { port, opened } = await startServer(t)
    const socket = connect(port, '127.0.0.1')
    socket.write(upgradeRequest('/CP1', { 'Sec-WebSocket-Protocol': offered }))
    const [answer] = await once(socket, 'data')
    t.match(String(answer), new RegExp(`^HTTP/1.1 101 .*Sec-WebSocket-Protocol: ${agreed}\r\n`, 's'))
    t.equal((await opened.next()).protocol, agreed)
    socket.destroy()
  })
}

await t.test(
  'an unknown subprotocol leaves no silent open socket: opened without one, closed at once',
  async (t) => {
    const { port, server } = await startServer(t, {}, { limits: { closeGraceMs: 50 } })
    const answer = await rawHttp(port, upgradeRequest('/CP1', { 'Sec-WebSocket-Protocol': 'ocpp1.5, chat' }))
    const [head = '', frames = ''] = answer.split('\r\n\r\n')
    t.match(head, /^HTTP\/1.1 101 /)
    t.notMatch(head, /Sec-WebSocket-Protocol/)
    t.equal(frames.charCodeAt(3), 1002 & 0xff, 'with close code 1002')
    t.equal(server.connections.size, 0)
  },
)

await t.test('a missing subprotocol is served as 1.6 where the profile says so', async (t) => {
  const { url, opened } = await startServer(t, { admit: () => ({ admit: true, protocol: 'ocpp1.6' }) })
  const charger = await RawCharger.connect(`${url}/CP1`, [])
  t.equal((await opened.next()).protocol, 'ocpp1.6')
  t.match(
    await charger.ask([2, '1', 'Authorize', {}]),
    [4, '1', 'OccurenceConstraintViolation'],
    'and validated',
  )
})

await t.test('the password reaches the admission byte for byte', async (t) => {
  const requests: AdmissionRequest[] = []
  const { port, url } = await startServer(t, {
    admit(request) {
      requests.push(request)
      return { admit: false, status: 403, reason: 'seen' }
    },
  })
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  for (const password of [everyByte, Buffer.from('a:b:c'), Buffer.from(''), Buffer.from('pässword')]) {
    const credentials = Buffer.concat([Buffer.from('CP:1:'), password])
    await rawHttp(port, upgradeRequest('/ocpp/CP%3A1', { Authorization: basic(credentials) }))
    t.same(Buffer.from(requests.at(-1)?.password ?? 'none'), password)
  }
  await rawHttp(port, upgradeRequest('/CP1'))
  t.match(requests.at(-1), {
    identity: 'CP1',
    password: null,
    offered: ['ocpp1.6'],
    protocol: 'ocpp1.6',
    tls: null,
  })
  const client = independentClient(url, 'CP7', 'ocpp2.0.1', 'p:w')
  await t.rejects(client.connect(), /Forbidden/)
  t.match(requests.at(-1), { identity: 'CP7', password: new Uint8Array(Buffer.from('p:w')) })
})

await t.test('a client that never finishes its request is cut off (slow loris)', async (t) => {
  const { port } = await startServer(t, {}, { limits: { handshakeTimeoutMs: 100 } })
  t.match(await rawHttp(port, 'GET /CP1 HTTP/1.1\r\nHost: x\r\n'), /^HTTP\/1.1 408 /)
})

await t.test(
  'an admission that takes too long is answered, and its late verdict changes nothing',
  async (t) => {
    const verdict = Promise.withResolvers<{ admit: true; protocol: 'ocpp1.6' }>()
    const asked = new Waiters<string>()
    const { port, clock, server } = await startServer(t, {
      admit({ identity }) {
        asked.push(identity)
        return verdict.promise
      },
    })
    const answer = rawHttp(port, upgradeRequest('/CP1'))
    await asked.next()
    clock.advance(10_000)
    t.match(await answer, /^HTTP\/1.1 503 .*Retry-After: /s)
    verdict.resolve({ admit: true, protocol: 'ocpp1.6' })
    await verdict.promise
    t.equal(server.connections.size, 0)
  },
)

await t.test('handshakes in flight are bounded', async (t) => {
  const asked = new Waiters<string>()
  const { port, clock } = await startServer(
    t,
    {
      admit({ identity }) {
        asked.push(identity)
        return Promise.withResolvers<never>().promise
      },
    },
    { limits: { maxHandshakes: 2 } },
  )
  const first = [rawHttp(port, upgradeRequest('/CP1')), rawHttp(port, upgradeRequest('/CP2'))]
  t.same([await asked.next(), await asked.next()].sort(), ['CP1', 'CP2'])
  t.match(await rawHttp(port, upgradeRequest('/CP3')), /^HTTP\/1.1 503 .*too many chargers are connecting/s)
  clock.advance(10_000)
  t.match(await Promise.all(first), [/503/, /503/])
})

await t.test('a charger that gives up during its admission harms nobody', async (t) => {
  const verdict = Promise.withResolvers<{ admit: true; protocol: 'ocpp1.6' }>()
  const asked = new Waiters<string>()
  const { port, url, closed } = await startServer(t, {
    admit({ identity, protocol }) {
      if (identity === 'CP2') return { admit: true, protocol }
      asked.push(identity)
      return verdict.promise
    },
  })
  const socket = connect(port, '127.0.0.1')
  socket.write(upgradeRequest('/CP1'))
  await asked.next()
  socket.resetAndDestroy()
  await once(socket, 'close')
  const charger = await RawCharger.connect(`${url}/CP2`)
  verdict.resolve({ admit: true, protocol: 'ocpp1.6' })
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  charger.socket.terminate()
  t.equal(await closed.next(), 'closed_by_charger')
})

await t.test('a full gateway refuses new chargers, yet lets known ones reconnect', async (t) => {
  const { url, port } = await startServer(t, {}, { limits: { maxConnections: 1 } })
  await RawCharger.connect(`${url}/CP1`)
  t.match(await rawHttp(port, upgradeRequest('/CP2')), /^HTTP\/1.1 503 /)
  const again = await RawCharger.connect(`${url}/CP1`)
  t.match(await again.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
})

await t.test('a browser is told what this port is for', async (t) => {
  const { port } = await startServer(t)
  const response = await fetch(`http://127.0.0.1:${port}/`)
  t.equal(response.status, 426)
  t.match(await response.text(), /where chargers connect/)
})
