import t from 'tap'
import { FakeClock } from '../support/fake-clock.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

interface ShownMode {
  readonly expectedMode: string
  readonly expectedSince: string
  readonly observedMode: string | null
  readonly modeBecause: { readonly source: string }
}

const nights = { mode: 'managed_access', rrule: 'FREQ=DAILY', startLocal: '18:00', endLocal: '06:00' }

async function depot(gateway: TestGateway): Promise<void> {
  await gateway.api('POST', '/api/chargers', { ids: ['CP1', 'CP2'], approve: true })
  await gateway.api('PUT', '/api/policy', { defaultMode: 'freevend', windows: [nights] })
}

function modeOf(gateway: TestGateway, id = 'CP1'): Promise<ShownMode> {
  return gateway.api<ShownMode>('GET', `/api/chargers/${id}`)
}

function expecting(gateway: TestGateway, mode: string) {
  return gateway.event(
    ({ topic, chargerId, item }) =>
      topic === 'mode' && chargerId === 'CP1' && 'expectedMode' in item && item.expectedMode === mode,
  )
}

/** Lets time pass, second by second, until something is heard. */
async function pass(gateway: TestGateway, clock: FakeClock, heard: Promise<unknown>): Promise<void> {
  const state = { isHeard: false }
  void heard.then(() => (state.isHeard = true))
  while (!state.isHeard) {
    clock.advance(1_000)
    // Whatever was to be written has been.
    await gateway.flow.commits.write(() => null)
  }
}

await t.test('a boundary passes while the gateway runs', async (t) => {
  const clock = new FakeClock('2026-11-20T17:59:30Z')
  const gateway = await startGateway(t, { clock })
  const open = expecting(gateway, 'freevend')
  await depot(gateway)
  await open
  const closed = expecting(gateway, 'managed_access')
  await pass(gateway, clock, closed)
  t.match(await modeOf(gateway), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-20T18:00:00.000Z',
    observedMode: null,
    modeBecause: { source: 'window' },
  })
})

await t.test('a boundary passes while the gateway has no power', async (t) => {
  const clock = new FakeClock('2026-11-20T17:59:30Z')
  const gateway = await startGateway(t, { clock })
  const open = expecting(gateway, 'freevend')
  await depot(gateway)
  await open
  clock.setNow('2026-11-21T18:20:00Z')
  const restarted = await gateway.restart()
  t.match(await modeOf(restarted), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-21T18:00:00.000Z',
  })
  const changes = await restarted.api<{ items: object[] }>('GET', '/api/mode-changes?chargerId=CP1')
  t.match(changes.items.slice(0, 2), [
    { outcome: 'missed', toMode: 'freevend', startedAt: '2026-11-21T06:00:00.000Z' },
    { outcome: 'missed', toMode: 'managed_access', startedAt: '2026-11-20T18:00:00.000Z' },
  ])
})

await t.test('an override by hand is applied at once', async (t) => {
  const clock = new FakeClock('2026-11-20T10:00:00Z')
  const gateway = await startGateway(t, { clock })
  await depot(gateway)
  const closed = expecting(gateway, 'managed_access')
  const until = '2026-11-20T10:00:20Z'
  await gateway.api('POST', '/api/overrides', {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    until,
    reason: 'strike',
  })
  await closed
  const open = expecting(gateway, 'freevend')
  await pass(gateway, clock, open)
  t.match(await modeOf(gateway), { expectedMode: 'freevend', expectedSince: '2026-11-20T10:00:20.000Z' })
})
