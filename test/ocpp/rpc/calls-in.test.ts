import t from 'tap'
import { RpcError } from '../../../appliance/ocpp/rpc/error-code.ts'
import { ocppVersions } from '../../../appliance/ocpp/rpc/protocol.ts'
import { independentClient } from './independent-client.ts'
import { RawCharger } from './raw-charger.ts'
import { startServer, Waiters } from './rpc-server.ts'

for (const version of ocppVersions) {
  await t.test(`an independent ${version} client gets its heartbeat answered`, async (t) => {
    const { url, opened } = await startServer(t)
    const client = independentClient(url, 'CP-1', version)
    t.teardown(() => client.close())
    await client.connect()
    t.same(await client.call('Heartbeat', {}), { currentTime: '2026-11-20T10:00:00.000Z' })
    t.match(await opened.next(), {
      identity: 'CP-1',
      protocol: version,
      remoteAddress: '127.0.0.1',
      secure: false,
    })
  })
}

await t.test('invalid JSON is answered and the connection lives on (lbbrhzn/ocpp#1078)', async (t) => {
  const { url, server } = await startServer(t)
  const old = await RawCharger.connect(`${url}/CP1`, ['ocpp1.6'])
  t.same(await old.ask('}{ not json'), [4, '-1', 'FormationViolation', 'frame is not valid JSON', {}])
  const modern = await RawCharger.connect(`${url}/CP2`, ['ocpp2.0.1'])
  t.same(await modern.ask('}{ not json'), [4, '-1', 'RpcFrameworkError', 'frame is not valid JSON', {}])
  t.match(await modern.ask([2, '1', 'Heartbeat', {}]), [3, '1', {}])
  t.equal(server.counters.malformedFrames, 2)
})

await t.test('one schema error never kills the connection (mobilityhouse/ocpp#101)', async (t) => {
  const { url, server } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  for (let n = 0; n < 200; n++) {
    t.match(await charger.ask([2, `${n}`, 'Authorize', {}]), [4, `${n}`, 'OccurenceConstraintViolation'])
  }
  t.match(await charger.ask([2, 'x', 'Heartbeat', {}]), [3, 'x', {}])
  t.same(server.counters.errorsSent, { OccurenceConstraintViolation: 200 })
})

await t.test('a schema error names the field and does not echo the payload', async (t) => {
  const { url } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  const answer = await charger.ask([2, '1', 'Authorize', { idTag: 'SECRET-TAG-THAT-IS-FAR-TOO-LONG' }])
  t.same(answer, [4, '1', 'PropertyConstraintViolation', 'idTag must have at most 20 characters', {}])
})

await t.test('an action that the version does not have is not implemented', async (t) => {
  const { url } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.same(await charger.ask([2, '1', 'TransactionEvent', {}]), [
    4,
    '1',
    'NotImplemented',
    'action is not part of ocpp1.6',
    {},
  ])
})

await t.test('an error of the handler that means something reaches the charger with its code', async (t) => {
  const { url } = await startServer(t, {
    handleCall() {
      throw new RpcError('NotSupported', 'Reset is for the gateway to send')
    },
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  const answer = await charger.ask([2, '1', 'Reset', { type: 'Soft' }])
  t.same(answer, [4, '1', 'NotSupported', 'Reset is for the gateway to send', {}])
})

for (const [kind, handleCall] of Object.entries({
  'a handler that throws': () => {
    throw new Error('disk on fire')
  },
  'a handler that rejects': () => Promise.reject(new Error('disk on fire')),
})) {
  await t.test(`${kind} gives InternalError without details, and is logged`, async (t) => {
    const { url, lines } = await startServer(t, { handleCall })
    const charger = await RawCharger.connect(`${url}/CP1`)
    t.same(await charger.ask([2, '1', 'Heartbeat', {}]), [4, '1', 'InternalError', '', {}])
    t.match(lines.at(-1), { level: 'error', message: 'handler failed', fields: { identity: 'CP1' } })
  })
}

await t.test('the same message ids from every unit and after every reconnect do not matter', async (t) => {
  const asked: string[] = []
  const { url } = await startServer(t, {
    handleCall({ identity }) {
      asked.push(identity)
      return { currentTime: '2026-11-20T10:00:00.000Z' }
    },
  })
  for (const identity of ['CP1', 'CP2', 'CP1']) {
    const charger = await RawCharger.connect(`${url}/${identity}`)
    t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1', {}])
    t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1', {}])
  }
  t.same(asked, ['CP1', 'CP1', 'CP2', 'CP2', 'CP1', 'CP1'])
})

await t.test('a call whose id is still being handled is handled and answered like any other', async (t) => {
  const gates = new Waiters<() => void>()
  const { url } = await startServer(t, {
    handleCall: (_, action) =>
      new Promise((resolve) =>
        gates.push(() => resolve(action === 'Heartbeat' ? { currentTime: 'now' } : {})),
      ),
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  charger.send([2, 'same', 'Heartbeat', {}])
  charger.send([2, 'same', 'DiagnosticsStatusNotification', { status: 'Idle' }])
  const [first, second] = [await gates.next(), await gates.next()]
  second()
  t.same(await charger.next(), [3, 'same', {}])
  first()
  t.same(await charger.next(), [3, 'same', { currentTime: 'now' }])
})

await t.test('a message id longer than the standard allows is echoed as it came', async (t) => {
  const { url } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  const id = 'i'.repeat(255)
  t.match(await charger.ask([2, id, 'Heartbeat', {}]), [3, id, {}])
  t.match(await charger.ask([2, `${id}i`, 'Heartbeat', {}]), [4, '-1', 'FormationViolation'])
})

await t.test('a payload of the wrong form is a protocol error', async (t) => {
  const { url } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  for (const frame of [
    [2, 'a', 'Heartbeat'],
    [2, 'a', 'Heartbeat', 'text'],
    [2, 'a', 'Heartbeat', []],
    [2, 'a', 7, {}],
    [2, 'a'],
  ]) {
    t.match(await charger.ask(frame), [4, 'a', 'ProtocolError'])
  }
  t.match(await charger.ask([2, 12345, 'Heartbeat', {}]), [4, 12345, 'ProtocolError'])
  t.match(await charger.ask([2, 'a', 'Heartbeat', null]), [3, 'a', {}], 'null stands for an empty payload')
})

await t.test('unknown message types: 2.x hears so, 1.6 is left in peace', async (t) => {
  const { url } = await startServer(t)
  const modern = await RawCharger.connect(`${url}/CP2`, ['ocpp2.0.1'])
  t.match(await modern.ask([99, 'a', 'Foo', {}]), [4, 'a', 'MessageTypeNotSupported'])
  t.match(await modern.ask([6, 'a', 'NotifyPeriodicEventStream', {}]), [4, 'a', 'MessageTypeNotSupported'])
  const old = await RawCharger.connect(`${url}/CP1`)
  old.send([99, 'a', 'Foo', {}])
  t.match(await old.ask([2, 'b', 'Heartbeat', {}]), [3, 'b', {}])
})

await t.test('a binary frame is answered as unreadable', async (t) => {
  const { url } = await startServer(t)
  const charger = await RawCharger.connect(`${url}/CP1`)
  charger.socket.send(Buffer.from('[2,"1","Heartbeat",{}]'))
  t.match(await charger.next(), [4, '-1', 'FormationViolation', 'frame is binary'])
})

await t.test('a tolerance of the profile may repair a payload, once', async (t) => {
  const { url, server } = await startServer(t, {
    repair: (_connection, _action, payload, problem, kind) =>
      kind === 'request' && problem.path === 'idTag' ? { idTag: payload['IDTAG'] } : null,
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Authorize', { IDTAG: 'T1' }]), [3, '1'])
  t.match(await charger.ask([2, '2', 'Authorize', { IDTAG: 7 }]), [4, '2', 'TypeConstraintViolation'])
  t.equal(server.counters.repaired, 1)
})

await t.test('frames in both directions reach the trace as they were on the wire', async (t) => {
  const seen: string[] = []
  const { url } = await startServer(t, {
    onFrame: (_, direction, text) => void seen.push(`${direction} ${text}`),
  })
  const charger = await RawCharger.connect(`${url}/CP1`)
  await charger.ask('[2, "1", "Heartbeat", {}]')
  t.same(seen, ['in [2, "1", "Heartbeat", {}]', 'out [3,"1",{"currentTime":"2026-11-20T10:00:00.000Z"}]'])
})

await t.test('a SEND of 2.1 is handled and never answered, broken ones neither', async (t) => {
  const sent = new Waiters<unknown>()
  const { url } = await startServer(t, {
    handleSend(_, action, payload) {
      sent.push([action, payload])
      if (payload['id'] === 2) throw new RpcError('InternalError', 'no')
    },
  })
  const charger = await RawCharger.connect(`${url}/CP1`, ['ocpp2.1'])
  const payload = { id: 1, pending: 0, basetime: '2026-11-20T10:00:00Z', data: [{ t: 1, v: '230.4' }] }
  charger.send([6, 's1', 'NotifyPeriodicEventStream', payload])
  t.same(await sent.next(), ['NotifyPeriodicEventStream', payload])
  charger.send([6, 's2', 'NotifyPeriodicEventStream', { id: 'wrong' }])
  charger.send([6, 's3', 'NotifyPeriodicEventStream', { ...payload, id: 2 }])
  charger.send([6, 's4', 'NotifyPeriodicEventStream'])
  t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h', {}])
  t.equal(sent.kept.length, 1)
})
