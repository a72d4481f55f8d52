import t from 'tap'
import { listAgeS } from '../../appliance/domain/list-age.ts'

const now = Temporal.Instant.from('2026-11-20T10:00:00Z')

await t.test('a list that is kept up to date from afar ages by whole seconds', async (t) => {
  t.equal(listAgeS(now.subtract({ milliseconds: 61_999 }), now), 61)
})

await t.test('a list that the gateway owns is never old', async (t) => {
  t.equal(listAgeS(null, now), 0)
})

await t.test('a clock that was set back does not give a negative age', async (t) => {
  t.equal(listAgeS(now.add({ hours: 1 }), now), 0)
})
