import { once } from 'node:events'
import { connect } from 'node:net'
import * as fc from 'fast-check'
import t from 'tap'
import { ocppVersions } from '../../../appliance/ocpp/rpc/protocol.ts'
import { actionsOf } from '../../../appliance/ocpp/rpc/schemas.ts'
import { RawCharger, rawHttp, upgradeRequest } from './raw-charger.ts'
import { startServer } from './rpc-server.ts'

/** Stands in every payload; must never come back. */
const marker = 'MARKER-04AABBCC'

const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify([2, value, value, value])),
)

/** Values that hold the marker wherever text can stand: as value and as name. */
const marked = fc.jsonValue({ maxDepth: 4 }).map((value): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    if (typeof inner === 'string') return `${marker}${inner}`
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? { ...inner, [marker]: marker }
      : inner
  }),
)

const frames = fc.record({
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(2, 3, 4, 5, 6) },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
  id: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.jsonValue() }),
  payload: fc.oneof(fc.dictionary(fc.string(), marked), marked, fc.constant(null)),
  extra: fc.array(fc.jsonValue(), { maxLength: 3 }),
})

function checkAnswer(
  t: { ok(value: unknown): unknown; equal(found: unknown, wanted: unknown): unknown },
  text: string,
): void {
  const frame: unknown[] = JSON.parse(text)
  if (frame[0] === 3) {
    t.equal(frame.length, 3)
  } else {
    t.ok(frame[0] === 4 && frame.length === 5 && typeof frame[2] === 'string' && typeof frame[3] === 'string')
  }
}

await t.test(
  'any text leaves the connection open or closed for abuse, and every answer well-formed',
  async (t) => {
    const { url, clock } = await startServer(t)
    const property = fc.asyncProperty(
      fc.constantFrom(...ocppVersions),
      fc.array(junk, { maxLength: 30 }),
      async (version, texts) => {
        const charger = await RawCharger.connect(`${url}/FUZZ`, [version])
        for (const text of texts) charger.send(text)
        charger.send([2, 'end', 'Heartbeat', {}])
        for (let frame = await charger.next(); frame[1] !== 'end'; frame = await charger.next()) {
          checkAnswer(t, JSON.stringify(frame))
        }
        charger.socket.terminate()
        clock.advance(1000)
      },
    )
    await fc.assert(property, { numRuns: 150 })
  },
)

await t.test('any envelope around any payload is answered without an echo of the payload', async (t) => {
  const { url, clock } = await startServer(t)
  for (const version of ocppVersions) {
    const actions = fc.constantFrom(...actionsOf(version))
    const property = fc.asyncProperty(
      fc.array(fc.tuple(frames, actions), { minLength: 1, maxLength: 30 }),
      async (sent) => {
        const charger = await RawCharger.connect(`${url}/FUZZ`, [version])
        for (const [{ type, id, payload, extra }, action] of sent)
          charger.send([type, id, action, payload, ...extra])
        charger.send([2, 'end', 'Heartbeat', {}])
        for (let frame = await charger.next(); frame[1] !== 'end'; frame = await charger.next()) {
          const text = JSON.stringify(frame)
          checkAnswer(t, text)
          t.notOk(text.includes(marker), 'no payload comes back')
        }
        charger.socket.terminate()
        clock.advance(1000)
      },
    )
    await fc.assert(property, { numRuns: 50 })
  }
})

await t.test('any bytes on an open websocket are survived', async (t) => {
  const { url, port, closed } = await startServer(t)
  const property = fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(upgradeRequest('/FUZZ'))
    await once(socket, 'data')
    socket.resume()
    socket.write(bytes)
    socket.end()
    t.type(await closed.next(), 'string')
    socket.destroy()
  })
  await fc.assert(property, { numRuns: 150 })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
})

await t.test('any request line and headers are answered or hung up on', async (t) => {
  const { url, port } = await startServer(
    t,
    {
      admit: ({ identity, protocol }) =>
        identity === 'CP1' ? { admit: true, protocol } : { admit: false, status: 403, reason: 'no' },
    },
    { limits: { handshakeTimeoutMs: 50 } },
  )
  const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 80 })
  const requests = fc.oneof(
    printable.map((target) =>
      upgradeRequest(`/${target.replaceAll(' ', '%20')}`, { Connection: 'Upgrade, close' }),
    ),
    fc.tuple(printable, printable).map(([name, value]) => upgradeRequest('/', { [name]: value })),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `${text}\r\n\r\n`),
  )
  const property = fc.asyncProperty(requests, async (request) => {
    const answer = await rawHttp(port, request)
    t.ok(answer === '' || answer.startsWith('HTTP/1.1 '))
  })
  await fc.assert(property, { numRuns: 200 })
  const charger = await RawCharger.connect(`${url}/CP1`)
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
})
