import t from 'tap'
import { judgeTeamRules, type TeamRuleScope } from '../../appliance/domain/team-rule.ts'
import { hours, teamRule } from '../support/decision-facts.ts'

const night = hours('22:00', '06:00')
const day = hours('06:00', '22:00')

function holds(scope: Partial<TeamRuleScope>, at: string, chargerId = 'CP1'): boolean {
  const occasion = { chargerId, zone: 'Europe/Berlin', at: Temporal.Instant.from(at) }
  return !judgeTeamRules([teamRule(1, 'deny', scope)], 'buses', occasion).permitted
}

await t.test('a rule without limits holds everywhere and always', async (t) => {
  t.ok(holds({}, '2026-11-20T10:00:00Z'))
})

await t.test('a rule holds at its chargers only', async (t) => {
  t.ok(holds({ chargerIds: ['CP1', 'CP2'] }, '2026-11-20T10:00:00Z'))
  t.notOk(holds({ chargerIds: ['CP2'] }, '2026-11-20T10:00:00Z'))
})

await t.test('hours are those of the depot, start included and end not', async (t) => {
  t.notOk(holds({ hours: day }, '2026-11-20T04:59:59Z'))
  t.ok(holds({ hours: day }, '2026-11-20T05:00:00Z'))
  t.ok(holds({ hours: day }, '2026-11-20T20:59:59Z'))
  t.notOk(holds({ hours: day }, '2026-11-20T21:00:00Z'))
})

await t.test('hours follow the change to summer time', async (t) => {
  t.ok(holds({ hours: day }, '2026-07-20T04:00:00Z'))
  t.notOk(holds({ hours: day }, '2026-07-20T20:00:00Z'))
})

await t.test('hours past midnight belong to the day on which they start', async (t) => {
  const fridayNight = { hours: night, weekdays: [5] }
  t.ok(holds(fridayNight, '2026-11-20T21:00:00Z'), 'Friday 22:00')
  t.ok(holds(fridayNight, '2026-11-21T04:59:00Z'), 'Saturday 05:59')
  t.notOk(holds(fridayNight, '2026-11-21T05:00:00Z'), 'Saturday 06:00')
  t.notOk(holds(fridayNight, '2026-11-20T04:00:00Z'), 'Friday 05:00, the night of Thursday')
  t.notOk(holds(fridayNight, '2026-11-21T21:00:00Z'), 'Saturday 22:00')
})

await t.test('hours that end where they start are the whole day', async (t) => {
  for (const at of ['2026-11-20T00:00:00Z', '2026-11-20T07:00:00Z', '2026-11-20T23:00:00Z']) {
    t.ok(holds({ hours: hours('08:00', '08:00') }, at))
  }
})

await t.test('an identifier without a fleet has no rules', async (t) => {
  const occasion = { chargerId: 'CP1', zone: 'UTC', at: Temporal.Instant.from('2026-11-20T10:00:00Z') }
  t.same(judgeTeamRules([teamRule(1, 'deny')], null, occasion), { permitted: true, ruleId: null })
})
