import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { RawCharger, upgradeRequest } from './raw-charger.ts'
import { startServer, Waiters } from './rpc-server.ts'

await t.test('the newest connection wins, the old one is closed, in this order (ocpp-go#314)', async (t) => {
  const { url, events, server, opened } = await startServer(t)
  const old = await RawCharger.connect(`${url}/CP1`)
  const oldConnection = await opened.next()
  const outcome = oldConnection.call('ClearCache', {})
  const young = await RawCharger.connect(`${url}/CP1`)
  t.same(await old.closed, { code: 4001, reason: 'replaced by a newer connection' })
  t.same(await outcome, { ok: false, why: 'offline', sent: true })
  t.same(events, ['open CP1', 'close CP1 replaced', 'open CP1'])
  t.equal(
    server.connections.get('CP1'),
    await opened.next(),
    'the end of the old one left the new one online',
  )
  t.match(await young.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.match(server.counters, { replacedConnections: 1 })
})

await t.test('a half-open socket does not block the reconnect, and is cut off in the end', async (t) => {
  const { url, port, events, clock } = await startServer(t)
  const dead = connect(port, '127.0.0.1')
  dead.write(upgradeRequest('/CP1'))
  await once(dead, 'data')
  // From here on it neither reads nor answers, as a charger behind a dropped link.
  dead.pause()
  const back = await RawCharger.connect(`${url}/CP1`)
  t.match(await back.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.same(events, ['open CP1', 'close CP1 replaced', 'open CP1'])
  clock.advance(2000)
  dead.resume()
  await once(dead, 'close')
})

await t.test(
  'after a reconnect the gateway is not mute: calls reach the new socket (ocpp-go#358)',
  async (t) => {
    const { url, opened, closed } = await startServer(t)
    for (const reconnect of ['clean', 'abrupt', 'overlapping'] as const) {
      const before = await RawCharger.connect(`${url}/CP1`)
      const connection = await opened.next()
      void connection.call('ClearCache', {})
      await before.next()
      if (reconnect === 'clean') before.socket.close()
      if (reconnect === 'abrupt') before.socket.terminate()
      if (reconnect !== 'overlapping') await closed.next()
      const after = await RawCharger.connect(`${url}/CP1`)
      const outcome = (await opened.next()).call('ClearCache', {})
      const [, id] = await after.next()
      after.send([3, id, { status: 'Accepted' }])
      t.match(await outcome, { ok: true }, reconnect)
      after.socket.terminate()
      await closed.next()
      if (reconnect === 'overlapping') await closed.next()
    }
  },
)

await t.test('only who is admitted replaces a connection', async (t) => {
  const { url, server, opened } = await startServer(t, {
    admit: async ({ password, protocol }) =>
      password === null ? { admit: false, status: 401, reason: 'who?' } : { admit: true, protocol },
  })
  await RawCharger.connect(`${url}/CP1`, ['ocpp1.6'], {
    headers: { authorization: `Basic ${Buffer.from('CP1:secret').toString('base64')}` },
  })
  const connection = await opened.next()
  const impostor = new RawCharger(`${url}/CP1`)
  await impostor.closed
  t.equal(server.connections.get('CP1'), connection)
})

await t.test('answers of handlers that outlive their connection are dropped', async (t) => {
  const gates = new Waiters<() => void>()
  const { url, closed, lines } = await startServer(t, {
    handleCall: (_, action) =>
      action === 'Heartbeat'
        ? { currentTime: 'now' }
        : new Promise((resolve) => gates.push(() => resolve({ idTagInfo: { status: 'Accepted' } }))),
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  charger.send([2, '1', 'Authorize', { idTag: 'T1' }])
  const answer = await gates.next()
  charger.socket.terminate()
  await closed.next()
  const again = await RawCharger.connect(`${url}/CP1`)
  answer()
  t.match(await again.ask([2, '2', 'Heartbeat', {}]), [3, '2'])
  t.same(lines, [])
})

await t.test('a frame over the limit closes with 1009 and is counted', async (t) => {
  const { url, server, closed } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  const fits = 'x'.repeat(128 * 1024 - 100)
  t.match(await charger.ask([2, '1', 'DataTransfer', { vendorId: 'v', data: fits }]), [3, '1'])
  charger.send([2, '2', 'DataTransfer', { vendorId: 'v', data: `${fits}${'x'.repeat(100)}` }])
  t.equal((await charger.closed).code, 1009)
  t.equal(await closed.next(), 'frame_too_large')
  t.match(server.counters, { oversizedFrames: 1 })
})

await t.test('a profile may allow larger frames, or smaller ones', async (t) => {
  const { url } = await startServer(t, {
    admit: ({ identity, protocol }) => ({
      admit: true,
      protocol,
      maxFrameBytes: identity === 'BIG' ? 500_000 : 1000,
    }),
  })
  const frame = [2, '1', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(200_000) }]
  const big = await RawCharger.connect(`${url}/BIG`)
  t.match(await big.ask(frame), [3, '1'])
  const small = await RawCharger.connect(`${url}/SMALL`)
  small.send(frame)
  t.equal((await small.closed).code, 1009)
})

await t.test('text that is not UTF-8 ends the connection as the websocket standard wants', async (t) => {
  const { port, closed } = await startServer(t)
  const socket = connect(port, '127.0.0.1')
  socket.write(upgradeRequest('/CP1'))
  await once(socket, 'data')
  socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]))
  t.equal(await closed.next(), 'protocol_error')
  socket.destroy()
})

await t.test('a flood of malformed frames is closed with 1008, a charger with a bug is not', async (t) => {
  const { url, server, closed, clock } = await startServer(t)
  const buggy = await RawCharger.connect(`${url}/BUGGY`)
  for (let n = 0; n < 200; n++) {
    await buggy.ask('not json')
    clock.advance(1000)
  }
  t.equal(server.connections.has('BUGGY'), true)
  const flood = await RawCharger.connect(`${url}/FLOOD`)
  for (let n = 0; n < 200; n++) flood.send('not json')
  t.equal((await flood.closed).code, 1008)
  t.equal(await closed.next(), 'abuse')
  t.match(server.counters, { abuseClosed: 1 })
})

await t.test('a charger that does not read is cut off before it fills the memory', async (t) => {
  const { port, server, opened, closed } = await startServer(t, {}, { limits: { maxUnreadBytes: 100_000 } })
  const socket = connect(port, '127.0.0.1')
  socket.write(upgradeRequest('/CP1', { 'Sec-WebSocket-Protocol': 'ocpp2.1' }))
  await once(socket, 'data')
  socket.pause()
  const connection = await opened.next()
  while (connection.open) connection.send('NotifyPeriodicEventStream', { data: 'x'.repeat(10_000) })
  t.equal(await closed.next(), 'slow_reader')
  t.match(server.counters, { slowReadersTerminated: 1 })
  socket.destroy()
})

await t.test('a connection tells who it is, since when, and when it last spoke', async (t) => {
  const { url, opened, clock } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  const connection = await opened.next()
  clock.advance(5000)
  await charger.ask([2, '1', 'Heartbeat', {}])
  clock.advance(2000)
  t.equal(connection.connectedAt.toString(), '2026-11-20T10:00:00Z')
  t.equal(connection.lastMessageAt.toString(), '2026-11-20T10:00:05Z')
})

await t.test('all chargers reconnecting at once are all served', async (t) => {
  const count = 500
  const { url, server } = await startServer(t, {
    // As a real one, it answers after something has been read.
    admit: ({ protocol }) => new Promise((resolve) => setImmediate(() => resolve({ admit: true, protocol }))),
  })
  const identities = Array.from({ length: count }, (_, n) => `CP${n}`)
  const bootAll = () =>
    Promise.all(
      identities.map(async (identity) => {
        const charger = await RawCharger.connect(`${url}/${identity}`)
        const boot = { chargePointVendor: 'V', chargePointModel: 'M' }
        const answer = await charger.ask([2, '1', 'BootNotification', boot])
        return { charger, answer }
      }),
    )
  const first = await bootAll()
  const second = await bootAll()
  t.equal(server.connections.size, count)
  t.equal(server.counters.replacedConnections, count)
  t.ok([...first, ...second].every(({ answer }) => answer[0] === 3))
  const codes = await Promise.all(first.map(async ({ charger }) => (await charger.closed).code))
  t.ok(codes.every((code) => code === 4001))
})

await t.test('closing says goodbye with 1001 and refuses newcomers', async (t) => {
  const { url, server, events } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  await server.close()
  t.equal((await charger.closed).code, 1001)
  t.same(events, ['open CP1', 'close CP1 shutting_down'])
  const late = new RawCharger(`${url}/CP2`)
  t.equal((await late.closed).code, 1006)
})

await t.test('closing never hangs on clients that do not answer', async (t) => {
  const asked = new Waiters<string>()
  const { port, server, clock } = await startServer(t, {
    admit({ identity, protocol }) {
      asked.push(identity)
      return identity === 'OPEN' ? { admit: true, protocol } : Promise.withResolvers<never>().promise
    },
  })
  const started = ['GET / HTTP/1.1\r\n', upgradeRequest('/OPEN'), upgradeRequest('/PENDING')].map(
    (request) => {
      const socket = connect(port, '127.0.0.1')
      socket.write(request)
      socket.pause()
      return socket
    },
  )
  t.same([await asked.next(), await asked.next()].sort(), ['OPEN', 'PENDING'])
  const closing = server.close()
  t.equal(server.close(), closing, 'twice is once')
  clock.advance(2000)
  await closing
  for (const socket of started) socket.destroy()
})

await t.test('a port that is taken is an error and leaves nothing open', async (t) => {
  const { port } = await startServer(t)
  await t.rejects(startServer(t, {}, { port }), { code: 'EADDRINUSE' })
})

await t.test('an owner that fails on hearing of a connection does not harm it', async (t) => {
  const { url, lines } = await startServer(t, {
    onOpen() {
      throw new Error('no')
    },
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.match(lines, [{ level: 'error', message: 'connection could not be announced' }])
})

await t.test('a trace that fails harms neither frames nor answers', async (t) => {
  const { url, lines } = await startServer(t, {
    onFrame() {
      throw new Error('disk full')
    },
    handleCall: async () => ({ currentTime: 'now' }),
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.match(lines, [{ message: 'frame could not be traced' }, { message: 'frame could not be traced' }])
})
