import t from 'tap'
import type { OcppVersion } from '../../../appliance/ocpp/rpc/protocol.ts'
import type { OcppServerLimits } from '../../../appliance/ocpp/rpc/server-options.ts'
import { RawCharger } from './raw-charger.ts'
import { startServer } from './rpc-server.ts'

type Test = Parameters<typeof startServer>[0]

async function online(t: Test, version: OcppVersion = 'ocpp1.6', limits: Partial<OcppServerLimits> = {}) {
  const gateway = await startServer(t, {}, { limits })
  const charger = await RawCharger.connect(`${gateway.url}/CP1`, [version])
  const connection = await gateway.opened.next()
  return { ...gateway, charger, connection }
}

const accepted = { ok: true, payload: { status: 'Accepted' } }

await t.test('a call is answered by the charger', async (t) => {
  const { connection, charger } = await online(t)
  const outcome = connection.call('Reset', { type: 'Soft' })
  const [type, id, ...rest] = await charger.next()
  t.same([type, rest], [2, ['Reset', { type: 'Soft' }]])
  t.match(id, /^.{36}$/)
  charger.send([3, id, { status: 'Accepted' }])
  t.same(await outcome, accepted)
})

await t.test('one call is in flight at a time, the others follow in order', async (t) => {
  const { connection, charger } = await online(t)
  const outcomes = ['Hard', 'Soft', 'Hard'].map((type) => connection.call('Reset', { type }))
  for (const type of ['Hard', 'Soft', 'Hard']) {
    const [, id, , payload] = await charger.next()
    t.same(payload, { type })
    // An answer to a request of the charger's own proves that nothing else was on its way.
    t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h'])
    charger.send([3, id, { status: 'Accepted' }])
  }
  t.same(await Promise.all(outcomes), [accepted, accepted, accepted])
})

await t.test(
  'the deadline runs from the asking, and what times out in the queue is never sent',
  async (t) => {
    const { connection, charger, clock } = await online(t)
    const first = connection.call('Reset', { type: 'Soft' }, { timeoutMs: 60_000 })
    const second = connection.call('ClearCache', {}, { timeoutMs: 5000 })
    const third = connection.call('GetLocalListVersion', {}, { timeoutMs: 60_000 })
    const [, id] = await charger.next()
    clock.advance(5000)
    t.same(await second, { ok: false, why: 'timed_out', sent: false })
    charger.send([3, id, { status: 'Accepted' }])
    t.same(await first, accepted)
    const [, thirdId, action] = await charger.next()
    t.equal(action, 'GetLocalListVersion')
    charger.send([3, thirdId, { listVersion: 0 }])
    t.same(await third, { ok: true, payload: { listVersion: 0 } })
  },
)

await t.test('a call that is cancelled while it waits is never sent', async (t) => {
  const { connection, charger } = await online(t)
  const first = connection.call('Reset', { type: 'Soft' })
  const giveUp = new AbortController()
  const second = connection.call('ClearCache', {}, { signal: giveUp.signal })
  const third = connection.call('GetLocalListVersion', {})
  giveUp.abort()
  t.same(await second, { ok: false, why: 'cancelled', sent: false })
  const [, id] = await charger.next()
  charger.send([3, id, { status: 'Accepted' }])
  t.same(await first, accepted)
  t.match(await charger.next(), [2, String, 'GetLocalListVersion'])
  const already = await connection.call('ClearCache', {}, { signal: AbortSignal.abort() })
  t.same(already, { ok: false, why: 'cancelled', sent: false })
  connection.terminate('closed_by_gateway')
  t.same(await third, { ok: false, why: 'offline', sent: true })
})

await t.test('a cancelled call that was sent keeps the line until the charger has answered it', async (t) => {
  const { connection, charger, server } = await online(t)
  const giveUp = new AbortController()
  const first = connection.call('Reset', { type: 'Soft' }, { signal: giveUp.signal })
  const second = connection.call('ClearCache', {})
  const [, id] = await charger.next()
  giveUp.abort()
  t.same(await first, { ok: false, why: 'cancelled', sent: true })
  t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h'], 'nothing was sent in between')
  charger.send([3, id, { status: 'Accepted' }])
  const [, secondId, action] = await charger.next()
  t.equal(action, 'ClearCache')
  t.equal(server.counters.lateAnswers, 1)
  charger.send([3, secondId, { status: 'Accepted' }])
  t.same(await second, accepted)
})

await t.test('a cancelled call that is never answered frees the line at its deadline', async (t) => {
  const { connection, charger, clock } = await online(t)
  const giveUp = new AbortController()
  const first = connection.call('Reset', { type: 'Soft' }, { signal: giveUp.signal, timeoutMs: 1000 })
  void connection.call('ClearCache', {}, { timeoutMs: 9000 })
  await charger.next()
  giveUp.abort()
  t.match(await first, { why: 'cancelled' })
  clock.advance(1000)
  t.match(await charger.next(), [2, String, 'ClearCache'])
})

await t.test('a late answer to a call that timed out is counted and dropped', async (t) => {
  const { connection, charger, server, clock } = await online(t)
  const first = connection.call('Reset', { type: 'Soft' }, { timeoutMs: 1000 })
  const [, id] = await charger.next()
  clock.advance(1000)
  t.same(await first, { ok: false, why: 'timed_out', sent: true })
  const second = connection.call('ClearCache', {})
  charger.send([3, id, { status: 'Rejected' }])
  const [, secondId] = await charger.next()
  charger.send([3, secondId, { status: 'Accepted' }])
  t.same(await second, accepted)
  t.match(server.counters, { lateAnswers: 1, unsolicitedAnswers: 0 })
})

await t.test(
  'results that arrive with nothing in flight are counted and ignored (libocpp#1137)',
  async (t) => {
    const { connection, charger, server } = await online(t)
    charger.send([3, 'nobody', {}])
    charger.send([4, 'asked', 'GenericError', '', {}])
    t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h'])
    const outcome = connection.call('ClearCache', {})
    const [, id] = await charger.next()
    charger.send([3, 'nobody', { status: 'Rejected' }])
    charger.send([3, id, { status: 'Accepted' }])
    t.same(await outcome, accepted)
    t.equal(server.counters.unsolicitedAnswers, 3)
    t.equal(connection.open, true)
  },
)

await t.test('a CALLERROR is an outcome with its code', async (t) => {
  const { connection, charger } = await online(t)
  for (const [frame, expected] of [
    [['NotSupported', 'no such thing', {}], { code: 'NotSupported', description: 'no such thing' }],
    [[], { code: 'GenericError', description: '' }],
  ] as const) {
    const outcome = connection.call('ClearCache', {})
    const [, id] = await charger.next()
    charger.send([4, id, ...frame])
    t.same(await outcome, { ok: false, why: 'call_error', ...expected })
  }
})

await t.test('an answer that does not fit its schema is an outcome, and 2.1 is told so', async (t) => {
  const { connection, charger, server } = await online(t, 'ocpp2.1')
  const outcome = connection.call('ClearCache', {})
  const [, id] = await charger.next()
  t.same(await charger.ask([3, id, { status: 'Maybe' }]), [
    5,
    id,
    'PropertyConstraintViolation',
    'status must be one of Accepted, Rejected',
    {},
  ])
  t.match(await outcome, { ok: false, why: 'invalid_response', problem: { path: 'status' } })
  t.same(server.counters.errorsSent, { PropertyConstraintViolation: 1 })
})

await t.test(
  'a tolerance of the profile may repair an answer, and one that fails leaves no call hanging',
  async (t) => {
    const { url, opened, lines } = await startServer(t, {
      repair(_connection, _action, payload, _problem, kind) {
        if (kind !== 'response' || payload['status'] !== 'accepted') throw new Error('not me')
        return { status: 'Accepted' }
      },
    })
    const charger = await RawCharger.connect(`${url}/CP1`)
    const connection = await opened.next()
    for (const [status, expected] of [
      ['accepted', { ok: true, payload: { status: 'Accepted' } }],
      ['maybe', { ok: false, why: 'invalid_response' }],
    ] as const) {
      const outcome = connection.call('ClearCache', {})
      const [, id] = await charger.next()
      charger.send([3, id, { status }])
      t.match(await outcome, expected)
    }
    t.match(lines, [{ level: 'error', message: 'tolerance failed' }])
  },
)

await t.test('an answer without an object ends its call', async (t) => {
  const { connection, charger } = await online(t)
  const outcome = connection.call('ClearCache', {})
  const [, id] = await charger.next()
  charger.send([3, id, 'Accepted'])
  t.match(await outcome, { why: 'invalid_response', problem: { code: 'TypeConstraintViolation' } })
})

await t.test('an empty answer written as null is an empty answer', async (t) => {
  const { connection, charger } = await online(t, 'ocpp2.0.1')
  const outcome = connection.call('CostUpdated', { totalCost: 1, transactionId: 'x' })
  const [, id] = await charger.next()
  charger.send([3, id, null])
  t.same(await outcome, { ok: true, payload: {} })
})

await t.test('no more calls wait for one charger than the bound', async (t) => {
  const { connection } = await online(t, 'ocpp1.6', { maxWaitingCalls: 2 })
  const outcomes = [1, 2, 3, 4].map(() => connection.call('ClearCache', {}))
  t.same(await outcomes[3], { ok: false, why: 'too_many_waiting' })
})

await t.test('calls of a charger that goes away end as offline, sent or not', async (t) => {
  const { connection, charger, clock } = await online(t)
  const before = clock.waiting
  const outcomes = [connection.call('ClearCache', {}), connection.call('ClearCache', {})]
  await charger.next()
  charger.socket.terminate()
  t.same(await Promise.all(outcomes), [
    { ok: false, why: 'offline', sent: true },
    { ok: false, why: 'offline', sent: false },
  ])
  t.same(await connection.call('ClearCache', {}), { ok: false, why: 'offline', sent: false })
  t.equal(clock.waiting, before, 'no timer is left behind')
})

await t.test('a CALLRESULTERROR of the charger reaches the owner and is not answered', async (t) => {
  const told: string[] = []
  const { url } = await startServer(t, { onResultError: (_, ...what) => void told.push(what.join(' ')) })
  const charger = await RawCharger.connect(`${url}/CP1`, ['ocpp2.1'])
  charger.send([5, 'm1', 'FormatViolation', 'interval is missing', {}])
  t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h'])
  t.same(told, ['m1 FormatViolation interval is missing'])
})

await t.test('an unconfirmed message goes to 2.1 chargers only, and does not wait for calls', async (t) => {
  const modern = await online(t, 'ocpp2.1')
  void modern.connection.call('ClearCache', {})
  await modern.charger.next()
  t.equal(modern.connection.send('NotifyPeriodicEventStream', { id: 1 }), true)
  t.match(await modern.charger.next(), [6, String, 'NotifyPeriodicEventStream', { id: 1 }])
  const old = await online(t, 'ocpp1.6')
  t.equal(old.connection.send('NotifyPeriodicEventStream', { id: 1 }), false)
})
