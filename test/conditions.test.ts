import t from 'tap'
import { Conditions } from '../appliance/conditions.ts'
import type { LiveEvent } from '../appliance/domain/live-event.ts'
import { FakeClock } from './support/fake-clock.ts'

const full = { code: 'storage_full', message: 'The disk is full.', nextStep: 'Free some.', degrades: true }

await t.test('a condition stays, with its beginning, until it is cleared', (t) => {
  const clock = new FakeClock()
  const events: LiveEvent[] = []
  const conditions = new Conditions(clock, (event) => events.push(event))
  conditions.raise(full)
  clock.advance(60_000)
  conditions.raise(full)
  conditions.raise({ ...full, message: 'The disk is still full.' })
  t.match(conditions.list(), [{ code: 'storage_full', message: 'The disk is still full.' }])
  t.equal(conditions.list()[0]?.since.toString(), '2026-11-20T10:00:00Z')
  t.ok(conditions.has('storage_full'))
  conditions.clear('storage_full')
  conditions.clear('storage_full')
  t.strictSame(conditions.list(), [])
  t.match(
    events.map(({ item }) => item),
    [{ raised: true }, { raised: true }, { code: 'storage_full', raised: false }],
  )
  t.equal(events.length, 3, 'what does not change is not told again')
  t.end()
})
