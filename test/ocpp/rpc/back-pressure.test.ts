import t from 'tap'
import { TokenBucket } from '../../../appliance/ocpp/rpc/token-bucket.ts'
import { RawCharger } from './raw-charger.ts'
import { startServer, Waiters } from './rpc-server.ts'

await t.test('a socket has a bounded number of requests in their handlers, started in order', async (t) => {
  const started = new Waiters<string>()
  const gates: (() => void)[] = []
  let running = 0
  let most = 0
  const { url, server, opened } = await startServer(
    t,
    {
      handleCall(_connection, _action, _payload, messageId) {
        most = Math.max(most, ++running)
        started.push(messageId)
        return new Promise((resolve) => {
          gates.push(() => {
            running--
            resolve({ currentTime: 'now' })
          })
        })
      },
    },
    { limits: { maxHandlers: 4 } },
  )
  const charger = await RawCharger.connect(`${url}/CP1`)
  const connection = await opened.next()
  const ids = Array.from({ length: 50 }, (_, n) => `${n}`)
  for (const id of ids) charger.send([2, id, 'Heartbeat', {}])
  const order: string[] = []
  const answered: unknown[] = []
  for (const _ of ids) {
    order.push(await started.next())
    // The newest first: answers may leave in any order.
    if (gates.length === 4 || order.length > 46) {
      gates.pop()?.()
      answered.push((await charger.next())[1])
    }
  }
  while (gates.length > 0) {
    gates.pop()?.()
    answered.push((await charger.next())[1])
  }
  t.same(order, ids)
  t.equal(most, 4)
  t.same(new Set(answered), new Set(ids))
  t.equal(connection.reading, true)
  t.ok(server.counters.crowded > 0)
})

await t.test('a charger that is too fast is left unread until it has earned its tokens', async (t) => {
  const { url, server, clock, opened } = await startServer(t, {}, { limits: { ratePerS: 10 } })
  const charger = await RawCharger.connect(`${url}/CP1`)
  const connection = await opened.next()
  for (let n = 0; n < 25; n++) charger.send([2, `${n}`, 'Heartbeat', {}])
  for (let n = 0; n < 20; n++) t.match(await charger.next(), [3, `${n}`], 'the burst')
  t.equal(connection.reading, false)
  for (let n = 20; n < 25; n++) {
    t.same(charger.unread, [])
    clock.advance(100)
    t.match(await charger.next(), [3, `${n}`], 'one for each tenth of a second')
  }
  clock.advance(1000)
  t.equal(connection.reading, true)
  t.equal(server.counters.throttled, 1)
})

await t.test('answers that nobody asked for count towards the rate', async (t) => {
  const { url, opened, clock } = await startServer(t, {}, { limits: { ratePerS: 1 } })
  const charger = await RawCharger.connect(`${url}/CP1`)
  const connection = await opened.next()
  for (let n = 0; n < 5; n++) charger.send([3, 'nobody', {}])
  charger.send([2, '1', 'Heartbeat', {}])
  const answer = charger.next()
  charger.socket.ping()
  // Whether the frames came in one chunk or in several, the request has to wait for what they cost.
  for (let second = 0; second < 10; second++) {
    await new Promise(setImmediate)
    clock.advance(1000)
  }
  t.match(await answer, [3, '1'])
  t.equal(connection.open, true)
})

await t.test('with rate 0 nobody is held back', async (t) => {
  const { url, server } = await startServer(t, {}, { limits: { ratePerS: 0 } })
  const charger = await RawCharger.connect(`${url}/CP1`)
  for (let n = 0; n < 2000; n++) charger.send([2, `${n}`, 'Heartbeat', {}])
  for (let n = 0; n < 2000; n++) await charger.next()
  t.match(server.counters, { throttled: 0, crowded: 0, framesIn: 2000, framesOut: 2000 })
})

await t.test('a held-back charger that leaves is forgotten, with its timer', async (t) => {
  const { url, closed, clock, opened } = await startServer(t, {}, { limits: { ratePerS: 1 } })
  const charger = await RawCharger.connect(`${url}/CP1`)
  const connection = await opened.next()
  const before = clock.waiting
  for (let n = 0; n < 9; n++) charger.send([2, `${n}`, 'Heartbeat', {}])
  await charger.next()
  await charger.next()
  t.equal(clock.waiting, before + 1)
  connection.terminate('closed_by_gateway')
  t.equal(await closed.next(), 'closed_by_gateway')
  t.equal(clock.waiting, before)
})

await t.test(
  'a flood of malformed frames under a rate is closed too, without a timer left behind',
  async (t) => {
    const { url, closed, clock, opened } = await startServer(t, {}, { limits: { ratePerS: 100 } })
    const charger = await RawCharger.connect(`${url}/CP1`)
    await opened.next()
    for (let n = 0; n < 300; n++) charger.send('not json')
    t.equal(await closed.next(), 'abuse')
    t.equal((await charger.closed).code, 1008)
    clock.advance(2000)
    t.equal(clock.waiting, 1, 'only the keep-alive waits')
  },
)

await t.test('the token bucket holds twice its rate and remembers debt', (t) => {
  const bucket = new TokenBucket(10, 0)
  for (let n = 0; n < 20; n++) t.equal(bucket.tryTake(0), true)
  t.equal(bucket.tryTake(0), false)
  t.equal(bucket.waitMs(0), 100)
  bucket.take(0)
  t.equal(bucket.waitMs(0), 200)
  t.equal(bucket.waitMs(200), 0)
  t.equal(bucket.tryTake(200), true)
  t.equal(bucket.tryTake(100_000), true)
  t.equal(bucket.waitMs(100_000), 0)
  t.end()
})
