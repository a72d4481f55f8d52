import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import t from 'tap'
import { listLedger } from '../../appliance/store/ledger.ts'
import { sql } from '../../appliance/store/sql.ts'
import { openDepot, type Depot, type EventMessage } from '../support/depot.ts'

const card = '04A1B2C3D4'
const whole: EventMessage[] = [
  { eventType: 'Started', seqNo: 0, token: card, energyWh: 1000, timestamp: '2026-11-20T10:00:00Z' },
  { eventType: 'Updated', seqNo: 1, evseId: null, charging: true, timestamp: '2026-11-20T10:01:00Z' },
  { eventType: 'Updated', seqNo: 2, evseId: null, energyWh: 3000, timestamp: '2026-11-20T10:02:00Z' },
  {
    eventType: 'Ended',
    seqNo: 3,
    evseId: null,
    token: card,
    energyWh: 5000,
    timestamp: '2026-11-20T10:03:00Z',
    stoppedReason: 'EVDisconnected',
  },
]

function sessions(depot: Depot) {
  return depot.store.all(sql.selectFrom('session').selectAll().orderBy('id'))
}

async function tellAll(depot: Depot, events: readonly EventMessage[]) {
  for (const event of events) await depot.event(event)
  const [session] = sessions(depot)
  return depot.session(session!.id)
}

const wholeSession = {
  evseId: 1,
  connectorId: 1,
  transactionId: 'T-1',
  protocol: 'ocpp2.0.1',
  state: 'ended',
  startedAt: '2026-11-20T10:00:00.000Z',
  endedAt: '2026-11-20T10:03:00.000Z',
  reportedStart: '2026-11-20T10:00:00Z',
  meterStartWh: 1000,
  meterStopWh: 5000,
  energyWh: 4000,
  stopReason: 'ev_disconnected',
  maskedIdentifier: '04••••••D4',
  vehicle: 'BUS-12',
  flags: [],
}

await t.test('a transaction from its start to its end', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  t.match(await depot.event(whole[0]!), { verdict: { verdict: 'allow' }, mustStop: false })
  t.match(await tellAll(depot, whole.slice(1)), wholeSession)
})

await t.test('each event counts once, and is answered each time', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const session = await tellAll(depot, whole)
  const { seq } = depot.commits.ledgerHead
  for (const event of whole) {
    const { verdict } = await depot.event(event)
    t.same(verdict?.verdict ?? null, event.token ? 'allow' : null)
  }
  t.strictSame(depot.session(session.id), session)
  t.equal(depot.commits.ledgerHead.seq, seq, 'and nothing was added to the ledger')
})

await t.test('missing events are flagged until they come', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const { id } = await tellAll(depot, [whole[0]!, whole[3]!])
  t.match(depot.session(id), { state: 'ended', flags: ['sequence_gap'], energyWh: 4000 })
  await tellAll(depot, [whole[2]!, whole[1]!])
  t.match(depot.session(id), { ...wholeSession, flags: [] })
})

await t.test('an end before its start: neither the place, the card nor the energy is made up', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const { session, verdict } = await depot.event(whole[3]!)
  t.match(session, {
    state: 'ended',
    evseId: 0,
    identifierKey: null,
    meterStartWh: null,
    energyWh: null,
    flags: ['start_missing'],
  })
  t.match(verdict, { verdict: 'allow' }, 'the card that ended it is known')
  t.match(await tellAll(depot, whole.slice(0, 3)), wholeSession)
  t.equal(sessions(depot).length, 1)
})

await t.test('a stranger’s start is denied although its end came first', async (t) => {
  const depot = await openDepot(t)
  t.match(await depot.event(whole[3]!), { verdict: { verdict: 'deny' }, mustStop: false })
  t.match(await depot.event(whole[3]!), { verdict: { verdict: 'deny' } }, 'again')
  t.match(await depot.event(whole[0]!), {
    verdict: { verdict: 'deny', reason: 'unknown_identifier' },
    session: { flags: ['denied', 'sequence_gap'] },
    mustStop: false,
  })
})

await t.test('plugged first, the card comes later', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  t.match(await depot.event({ eventType: 'Started', seqNo: 0 }), { verdict: null, mustStop: false })
  t.match(await depot.event({ eventType: 'Updated', seqNo: 1, token: card }), {
    verdict: { verdict: 'allow' },
    session: { maskedIdentifier: '04••••••D4', vehicle: 'BUS-12' },
  })
})

await t.test('after a denial another card may be presented', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  t.match(await depot.event({ eventType: 'Started', seqNo: 0, token: 'STRANGER' }), {
    verdict: { verdict: 'deny' },
    mustStop: true,
  })
  t.match(await depot.event({ eventType: 'Updated', seqNo: 1, token: card }), {
    verdict: { verdict: 'allow' },
    session: { flags: [], vehicle: 'BUS-12' },
    mustStop: false,
  })
  t.match(await depot.event({ eventType: 'Updated', seqNo: 2, token: 'STRANGER' }), {
    verdict: { verdict: 'deny' },
    session: { flags: [], vehicle: 'BUS-12' },
    mustStop: false,
  })
  t.equal(listLedger(depot.store, { action: 'decision.made' }, 9, null).length, 2, 'the third asks nothing')
})

await t.test(
  'a start for nobody (NoAuthorization) is denied in managed access, open in freevend',
  async (t) => {
    const depot = await openDepot(t)
    const start = { eventType: 'Started', seqNo: 0, token: 'nobody' } as const
    t.match(await depot.event(start), {
      verdict: { verdict: 'deny', reason: 'unknown_identifier' },
      mustStop: true,
    })
    await depot.openToAll()
    t.match(await depot.event({ ...start, transactionId: 'T-2' }), { verdict: { verdict: 'open' } })
  },
)

await t.test('an offline event is judged as of then', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card, { validTo: Temporal.Instant.from('2026-11-20T09:00:00Z') })
  const then = { eventType: 'Started', seqNo: 0, token: card, timestamp: '2026-11-20T08:00:00Z' } as const
  t.match(await depot.event({ ...then, offline: true }), {
    verdict: { verdict: 'allow' },
    session: { flags: ['offline'], startedAt: '2026-11-20T08:00:00.000Z' },
  })
  t.match(await depot.event({ ...then, transactionId: 'T-2' }), { verdict: { reason: 'expired_identifier' } })
})

await t.test('a second transaction on an EVSE closes the first, whose events amend it', async (t) => {
  const depot = await openDepot(t)
  const { session } = await depot.event(whole[0]!)
  depot.clock.advance(3_600_000)
  await depot.event({ eventType: 'Started', seqNo: 0, transactionId: 'T-2' })
  t.match(depot.session(session.id), { state: 'ended', flags: ['denied', 'stop_missing', 'superseded'] })
  await depot.event(whole[1]!)
  t.match(depot.session(session.id), { state: 'ended' }, 'news of its middle does not open it again')
  await depot.event(whole[3]!)
  t.match(depot.session(session.id), { endedAt: wholeSession.endedAt, flags: ['denied', 'sequence_gap'] })
})

await t.test('one that says late where it is closes what was open there', async (t) => {
  const depot = await openDepot(t)
  const { session } = await depot.event(whole[0]!)
  depot.clock.advance(3_600_000)
  await depot.event({ eventType: 'Updated', seqNo: 1, transactionId: 'T-2', evseId: null })
  t.equal(depot.session(session.id).state, 'started')
  await depot.event({ eventType: 'Updated', seqNo: 2, transactionId: 'T-2', evseId: 1 })
  t.match(depot.session(session.id), { flags: ['denied', 'stop_missing', 'superseded'] })
})

await t.test('an end may tell the register at the begin', async (t) => {
  const depot = await openDepot(t)
  const { energyWh: _, ...start } = whole[0]!
  t.match(await tellAll(depot, [start, { ...whole[3]!, seqNo: 1, beginWh: 1200 }]), {
    meterStartWh: 1200,
    energyWh: 3800,
  })
})

await t.test('repetitions long after the end, when its working memory is gone, change nothing', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const session = await tellAll(depot, whole)
  depot.store.database.exec('DELETE FROM sessionFold')
  for (const event of whole) await depot.event(event)
  t.strictSame(depot.session(session.id), session)
})

const tokens = fc.constantFrom(null, card, '04EEEEEEEE', 'STRANGER-1', 'STRANGER-2', 'nobody')
const account = fc
  .tuple(
    fc.array(fc.record({ token: tokens, energyWh: fc.option(fc.nat(9000)), charging: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([events, hasStart, hasEnd]) =>
    events.map((event, seqNo): EventMessage => {
      const isEnd = hasEnd && seqNo === events.length - 1
      const eventType = hasStart && seqNo === 0 ? 'Started' : isEnd ? 'Ended' : 'Updated'
      return { ...event, seqNo, eventType, timestamp: `2026-11-20T09:0${seqNo}:00Z` }
    }),
  )
const delivered = account.chain((events) =>
  fc
    .array(fc.constantFrom(...events), { maxLength: 3 })
    .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))
    .map((arrived) => ({ events, arrived })),
)

await t.test('any order with any repetition ends in the same session', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  await depot.card('04EEEEEEEE', { vehicle: 'BUS-13' })
  let number = 0
  const outcomeOf = async (events: readonly EventMessage[]) => {
    const transactionId = `T-${number++}`
    let id = 0
    for (const event of events) id = (await depot.event({ ...event, transactionId })).session.id
    const { id: _, transactionId: __, decisionId, ...rest } = depot.session(id)
    // No later run is to meet an open one.
    depot.store.database.exec(`UPDATE session SET state = 'ended' WHERE id = ${id}`)
    return { ...rest, flags: rest.flags.toSorted(), isDecided: decisionId !== null }
  }
  await fc.assert(
    fc.asyncProperty(delivered, async ({ events, arrived }) => {
      return isDeepStrictEqual(await outcomeOf(arrived), await outcomeOf(events))
    }),
    { numRuns: 150 },
  )
  t.equal(number, 300)
})
