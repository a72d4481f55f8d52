import t from 'tap'
import { listAgeOf } from '../../ui/lib/list-age.ts'

await t.test('the age of the list is typed in hours, and nothing is no limit', async (t) => {
  t.equal(listAgeOf(''), null)
  t.equal(listAgeOf('168'), 7 * 86_400)
  for (const wrong of ['0', '-1', '1.5', 'week', '1000000']) t.equal(listAgeOf(wrong), undefined, wrong)
})
