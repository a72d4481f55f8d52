import t from 'tap'
import { simulatedDepot, type SimulatedDepot } from '../../support/simulated-depot.ts'

const confirmed = ({ status }: { status: string }) => status === 'confirmed'

/** Managed at noon and at two, for an hour each. */
async function twoHoursManaged(depot: SimulatedDepot): Promise<void> {
  const daily = { mode: 'managed_access', rrule: 'FREQ=DAILY' }
  await depot.gateway.api('PUT', '/api/policy', {
    defaultMode: 'freevend',
    acknowledgePartial: true,
    windows: [
      { ...daily, startLocal: '12:00', endLocal: '13:00' },
      { ...daily, startLocal: '14:00', endLocal: '15:00' },
    ],
  })
}

await t.test('a charger follows its schedule from boundary to boundary', async (t) => {
  const depot = await simulatedDepot(t)
  await twoHoursManaged(depot)
  const charger = depot.charger()
  await depot.mode('CP1', ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'freevend')
  t.equal(charger.isOpen, true)
  depot.clock.skipTo('2026-11-20T12:00:00Z')
  await depot.mode(
    'CP1',
    ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'managed_access',
  )
  t.equal(charger.isOpen, false)
  depot.clock.skipTo('2026-11-20T13:00:00Z')
  await depot.mode('CP1', ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'freevend')
  t.equal(charger.isOpen, true)
})

await t.test(
  'a charger that was away over three boundaries is brought straight to what holds now',
  async (t) => {
    const depot = await simulatedDepot(t)
    await twoHoursManaged(depot)
    const charger = depot.charger()
    await depot.mode('CP1', confirmed)
    charger.line.disconnect()
    const boundaries = ['2026-11-20T12:00:00Z', '2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z']
    for (const [at, boundary] of boundaries.entries()) {
      const expected = at % 2 === 0 ? 'managed_access' : 'freevend'
      depot.clock.skipTo(boundary)
      await depot.mode('CP1', ({ expectedMode }) => expectedMode === expected)
    }
    t.equal(charger.isOpen, true)
    charger.line.connect()
    const back = await depot.mode('CP1', confirmed)
    t.match(back, { expectedMode: 'managed_access', observedMode: 'managed_access', missed: 0 })
    t.equal(charger.isOpen, false)
    const outcomes = (await depot.changes('CP1')).map(({ toMode, outcome }) => `${toMode} ${outcome}`)
    t.strictSame(outcomes, [
      'managed_access confirmed',
      'freevend missed',
      'managed_access missed',
      'freevend confirmed',
    ])
  },
)

await t.test('a gateway that was off over boundaries makes up for them when it starts', async (t) => {
  const depot = await simulatedDepot(t)
  await twoHoursManaged(depot)
  const charger = depot.charger()
  await depot.mode('CP1', confirmed)
  await depot.stopGateway()
  depot.clock.skipTo('2026-11-20T14:30:00Z')
  await depot.startGateway()
  const back = await depot.mode(
    'CP1',
    ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'managed_access',
  )
  t.equal(back.expectedSince, '2026-11-20T14:00:00.000Z')
  t.equal(charger.isOpen, false)
})

await t.test('a gateway that ends in the middle of a change finishes it when it is back', async (t) => {
  const depot = await simulatedDepot(t)
  await twoHoursManaged(depot)
  const charger = depot.charger()
  await depot.mode('CP1', confirmed)
  const begun = depot.mode('CP1', ({ expectedMode }) => expectedMode === 'managed_access')
  depot.clock.skipTo('2026-11-20T12:00:00Z')
  await begun
  await depot.stopGateway()
  await depot.startGateway()
  await depot.mode(
    'CP1',
    ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'managed_access',
  )
  t.equal(charger.isOpen, false)
})
