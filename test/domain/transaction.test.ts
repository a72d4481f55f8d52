import * as fc from 'fast-check'
import t from 'tap'
import {
  applyFact,
  foldTransaction,
  isKnown,
  summarise,
  type TransactionFact,
  type TransactionFold,
} from '../../appliance/domain/transaction.ts'

const start = Temporal.Instant.from('2026-11-20T10:00:00Z')

function fact(
  kind: TransactionFact['kind'],
  seqNo: number | null,
  minute: number,
  more: Partial<TransactionFact> = {},
): TransactionFact {
  return {
    kind,
    seqNo,
    at: start.add({ minutes: minute }).toString({ fractionalSecondDigits: 3 }),
    offline: false,
    clockSuspect: false,
    charging: false,
    energyWh: null,
    beginWh: null,
    stop: null,
    ...more,
  }
}

const stop = { reason: 'local', wire: 'Local' } as const
const whole = [
  fact('started', 0, 0, { energyWh: 1000 }),
  fact('updated', 1, 1, { charging: true }),
  fact('updated', 2, 2, { energyWh: 3000 }),
  fact('ended', 3, 9, { energyWh: 5000, stop }),
]

await t.test('a whole transaction has its start, end, energy and reason', async (t) => {
  t.same(summarise(foldTransaction(whole)), {
    state: 'ended',
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:09:00.000Z',
    meterStartWh: 1000,
    meterStopWh: 5000,
    energyWh: 4000,
    stop,
    flags: [],
    missing: [],
  })
})

await t.test('before any fact there is nothing to tell', async (t) => {
  t.match(summarise(foldTransaction([])), { state: 'started', startedAt: null, endedAt: null, flags: [] })
})

await t.test('a running transaction shows its latest reading', async (t) => {
  t.match(summarise(foldTransaction(whole.slice(0, 3))), {
    state: 'charging',
    meterStopWh: 3000,
    energyWh: 2000,
  })
})

await t.test('energy that flows makes it charging even if nobody says so', async (t) => {
  const facts = [fact('started', null, 0, { energyWh: 10 }), fact('updated', null, 1, { energyWh: 10 })]
  t.equal(summarise(foldTransaction(facts)).state, 'started')
  t.equal(
    summarise(foldTransaction([...facts, fact('updated', null, 2, { energyWh: 11 })])).state,
    'charging',
  )
})

await t.test('an end without a start is told by the first that is known', async (t) => {
  t.match(summarise(foldTransaction(whole.slice(2))), {
    state: 'ended',
    startedAt: '2026-11-20T10:02:00.000Z',
    flags: ['start_missing'],
  })
})

await t.test('missing numbers are reported until they come', async (t) => {
  const fold = foldTransaction([whole[0]!, whole[3]!])
  t.match(summarise(fold), { flags: ['sequence_gap'], missing: [[1, 2]] })
  t.match(summarise(foldTransaction(whole)), { flags: [], missing: [] })
})

await t.test('a number that came already is known', async (t) => {
  const fold = foldTransaction(whole.slice(0, 2))
  t.equal(isKnown(fold, whole[1]!), true)
  t.equal(isKnown(fold, whole[2]!), false)
})

await t.test('a reading that arrives after the end does not move it', async (t) => {
  const fold = applyFact(foldTransaction(whole), fact('updated', 4, 20, { energyWh: 9000 }))
  t.match(summarise(fold), { endedAt: '2026-11-20T10:09:00.000Z', energyWh: 4000 })
})

await t.test('a stop sent again after a reboot does not move the first', async (t) => {
  const facts = [
    fact('started', null, 0, { energyWh: 1000 }),
    fact('ended', null, 9, { energyWh: 5000, stop }),
    fact('ended', null, 30, { energyWh: 5000, stop: { reason: 'power_loss', wire: 'PowerLoss' } }),
  ]
  t.match(summarise(foldTransaction(facts)), { endedAt: '2026-11-20T10:09:00.000Z', stop })
})

await t.test('the register at the end alone states no energy', async (t) => {
  const end = fact('ended', 3, 9, { energyWh: 5000, stop })
  t.match(summarise(foldTransaction([end])), { meterStartWh: null, meterStopWh: 5000, energyWh: null })
})

await t.test('an end that tells the register at the begin states the energy', async (t) => {
  const facts = [fact('started', 0, 0), fact('ended', 1, 9, { energyWh: 5000, beginWh: 1000, stop })]
  t.match(summarise(foldTransaction(facts)), { meterStartWh: 1000, meterStopWh: 5000, energyWh: 4000 })
})

await t.test('one timestamp that cannot be believed makes the whole suspect', async (t) => {
  const facts = [whole[0]!, fact('ended', 1, 9, { energyWh: 5000, clockSuspect: true, stop })]
  t.match(summarise(foldTransaction(facts)), { flags: ['clock_suspect'] })
})

await t.test('a register that was reset states no energy', async (t) => {
  const facts = [fact('started', null, 0, { energyWh: 1000 }), fact('ended', null, 9, { energyWh: 3, stop })]
  t.match(summarise(foldTransaction(facts)), { energyWh: null, flags: ['energy_suspect'] })
})

const energyWh = fc.option(fc.nat(10_000))
const details = fc.record({
  offline: fc.boolean(),
  clockSuspect: fc.boolean(),
  charging: fc.boolean(),
  energyWh,
  beginWh: energyWh,
  minute: fc.nat(60),
})

/** A charger's own account: numbered, or not (OCPP 1.6), sometimes without a start or an end. */
const account = fc
  .tuple(fc.array(details, { minLength: 1, maxLength: 8 }), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([all, numbered, hasStart, hasEnd]) =>
    all.map(({ minute, ...more }, index) => {
      const ends = hasEnd && index === all.length - 1
      const kind = hasStart && index === 0 ? 'started' : ends ? 'ended' : 'updated'
      return fact(kind, numbered ? index : null, minute, { ...more, stop: kind === 'ended' ? stop : null })
    }),
  )

const delivered = account.chain((facts) =>
  fc
    .tuple(fc.array(fc.constantFrom(...facts), { maxLength: 8 }))
    .chain(([again]) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }))
    .map((arrived) => ({ facts, arrived })),
)

await t.test('any order with any repetition gives the same end state', async (t) => {
  fc.assert(
    fc.property(delivered, ({ facts, arrived }) => {
      t.same(foldTransaction(arrived), foldTransaction(facts))
    }),
    { numRuns: 500 },
  )
})

await t.test('a fold outlives being stored as text', async () => {
  fc.assert(
    fc.property(account, fc.nat(8), (facts, at) => {
      const stored: TransactionFold = JSON.parse(JSON.stringify(foldTransaction(facts.slice(0, at))))
      const resumed = facts.slice(at).reduce(applyFact, stored)
      return JSON.stringify(summarise(resumed)) === JSON.stringify(summarise(foldTransaction(facts)))
    }),
  )
})
