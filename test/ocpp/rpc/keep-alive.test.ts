import { once } from 'node:events'
import t from 'tap'
import { pulseCheck } from '../../../appliance/ocpp/rpc/keep-alive.ts'
import type { Pulse } from '../../../appliance/ocpp/rpc/keep-alive.ts'
import { RawCharger } from './raw-charger.ts'
import { startServer } from './rpc-server.ts'

type Test = Parameters<typeof startServer>[0]

/** A charger that answers no ping unless the test does it. */
async function silentCharger(t: Test) {
  const gateway = await startServer(t)
  const charger = await RawCharger.connect(`${gateway.url}/CP1`, ['ocpp1.6'], { autoPong: false })
  return { ...gateway, charger, connection: await gateway.opened.next() }
}

/** Pings are read in order, so an answered heartbeat proves that the pong before it was seen. */
async function pong(charger: RawCharger): Promise<void> {
  charger.socket.pong()
  await charger.ask([2, 'h', 'Heartbeat', {}])
}

await t.test('a missing pong ends a half-open socket (citrineos-core PR#583)', async (t) => {
  const { clock, charger, closed, server } = await silentCharger(t)
  await pong(charger)
  clock.advance(70_000)
  t.equal(server.connections.size, 1)
  clock.advance(1001)
  t.equal(await closed.next(), 'half_open')
  t.equal((await charger.closed).code, 1006)
  t.match(server.counters, { halfOpenTerminated: 1 })
})

await t.test('a charger that pongs and says nothing stays online', async (t) => {
  const { clock, charger, server } = await silentCharger(t)
  for (let interval = 0; interval < 20; interval++) {
    const pinged = once(charger.socket, 'ping')
    clock.advance(30_000)
    await pinged
    await pong(charger)
  }
  t.equal(server.connections.size, 1)
})

await t.test('a charger that never pongs lives on while it talks', async (t) => {
  const { clock, charger, server, connection } = await silentCharger(t)
  for (let interval = 0; interval < 20; interval++) {
    clock.advance(60_000)
    t.match(await charger.ask([2, 'h', 'Heartbeat', {}]), [3, 'h'])
  }
  t.equal(server.connections.size, 1)
  t.equal(connection.hasPonged, false)
})

await t.test('a charger that never pongs is given two of its heartbeat intervals', async (t) => {
  const { clock, charger, closed, server, connection } = await silentCharger(t)
  connection.heartbeatIntervalMs = 300_000
  await charger.ask([2, 'h', 'Heartbeat', {}])
  clock.advance(610_000)
  t.equal(server.connections.size, 1)
  clock.advance(1001)
  t.equal(await closed.next(), 'half_open')
})

await t.test('pings of the charger count as life', async (t) => {
  const { clock, charger, server } = await silentCharger(t)
  for (let interval = 0; interval < 5; interval++) {
    clock.advance(60_000)
    charger.socket.ping()
    await once(charger.socket, 'pong')
  }
  t.equal(server.connections.size, 1)
})

await t.test('no ping is sent while a charger talks', async (t) => {
  const { clock, charger } = await silentCharger(t)
  let pings = 0
  charger.socket.on('ping', () => pings++)
  for (let second = 0; second < 100; second += 10) {
    clock.advance(10_000)
    await charger.ask([2, 'h', 'Heartbeat', {}])
  }
  t.equal(pings, 1, 'but for the first, which asks whether this charger pongs at all')
})

await t.test('a charger that we have stopped reading is not blamed for its silence', (t) => {
  const pulse: Pulse = {
    lastHeardMs: 0,
    lastPingMs: 0,
    hasPonged: true,
    heartbeatIntervalMs: 0,
    reading: false,
  }
  const limits = { pingIntervalMs: 30_000, pongGraceMs: 10_000 }
  t.equal(pulseCheck(pulse, 1_000_000, limits), 'ping')
  t.equal(pulseCheck({ ...pulse, reading: true }, 1_000_000, limits), 'terminate')
  t.end()
})
