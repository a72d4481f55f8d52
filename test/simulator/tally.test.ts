import t from 'tap'
import { Tally } from '../../appliance/simulator/tally.ts'

await t.test('chargers that are told to wait are counted until they are accepted', (t) => {
  const tally = new Tally()
  for (const id of ['CP1', 'CP1', 'CP2', 'CP3']) tally.booted(id, 'Pending')
  tally.booted('CP2', 'Accepted')
  t.match(tally.summary(3, 1_000), { waiting: 2, counts: { bootsAccepted: 1 } })
  t.end()
})
