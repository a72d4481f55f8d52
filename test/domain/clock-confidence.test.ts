import t from 'tap'
import { clockConfidence } from '../../appliance/domain/clock-confidence.ts'

const now = Temporal.Instant.from('2026-11-20T10:00:00Z')

await t.test('a clock is synchronised where the system says so', async (t) => {
  t.equal(clockConfidence({ now, lastKnown: now, synchronised: true }), 'synchronised')
})

await t.test('a clock that runs on from what is known is plausible', async (t) => {
  t.equal(clockConfidence({ now, lastKnown: null, synchronised: null }), 'plausible')
  t.equal(clockConfidence({ now, lastKnown: now, synchronised: false }), 'plausible')
})

await t.test('a clock may be up to five minutes behind the ledger', async (t) => {
  const behind = (seconds: number) =>
    clockConfidence({ now, lastKnown: now.add({ seconds }), synchronised: null })
  t.equal(behind(300), 'plausible')
  t.equal(behind(301), 'unknown')
})

await t.test('a box that woke up in the past does not know the time', async (t) => {
  const past = Temporal.Instant.from('2024-12-31T23:59:59Z')
  t.equal(clockConfidence({ now: past, lastKnown: null, synchronised: true }), 'unknown')
})
