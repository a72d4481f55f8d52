import t from 'tap'
import { listEnd, nextListChange, timeEdges, type ListedFacts } from '../../appliance/domain/list-end.ts'
import { decisionTime, goodAgreement, goodIdentifier, hours, teamRule } from '../support/decision-facts.ts'

const now = decisionTime
const zone = 'Europe/Berlin'
const occasion = { chargerId: 'CP1', zone, at: now }
const inHours = (count: number) => now.add({ hours: count })
const of = (changes: Partial<ListedFacts>): ListedFacts => {
  return { facts: goodIdentifier, agreement: null, teamRules: [], ...changes }
}
const withAgreement = of({
  facts: { ...goodIdentifier, accessClass: 'agreement', agreementId: 1, validTo: inHours(9) },
  agreement: { ...goodAgreement, validTo: inHours(5), validFrom: inHours(-5) },
})

/** Until when it stands in the list, and when anything about it may change. */
function timesOf(listed: ListedFacts): readonly (string | undefined)[] {
  const edges = timeEdges(listed.teamRules, zone, now)
  return [listEnd(listed, edges, occasion), nextListChange(listed, edges, now)].map((at) => at?.toString())
}

await t.test('without any limit an entry has no end', (t) => {
  t.strictSame(timesOf(of({})), [undefined, undefined])
  t.end()
})

await t.test('an entry ends with the first of what it rests on', (t) => {
  const fiveHours = inHours(5).toString()
  t.strictSame(timesOf(withAgreement), [fiveHours, fiveHours])
  const agreement = { ...goodAgreement, maxAgeS: 7200 }
  const stale = inHours(1).add({ milliseconds: 1 }).toString()
  t.strictSame(timesOf({ ...withAgreement, agreement }), [stale, stale])
  const nineHours = inHours(9).toString()
  const ownFleet = { ...withAgreement.facts, accessClass: 'own_fleet' } as const
  t.strictSame(timesOf({ ...withAgreement, facts: ownFleet })[0], nineHours, 'no agreement counts there')
  t.end()
})

await t.test('a validity to come is a change to come', (t) => {
  const facts = { ...goodIdentifier, validFrom: inHours(3) }
  t.equal(timesOf(of({ facts }))[1], inHours(3).toString())
  t.end()
})

await t.test('who may charge at some hours is listed until they end', (t) => {
  const day = teamRule(1, 'allow', { hours: hours('06:00', '18:00') })
  t.equal(timesOf(of({ teamRules: [day] }))[0], '2026-11-20T17:00:00Z')
  const evenings = teamRule(2, 'deny', { hours: hours('20:00', '22:00') })
  t.equal(timesOf(of({ teamRules: [evenings] }))[0], '2026-11-20T19:00:00Z')
  const elsewhere = teamRule(3, 'deny', { hours: hours('20:00', '22:00'), chargerIds: ['CP2'] })
  t.equal(timesOf(of({ teamRules: [elsewhere] }))[0], undefined)
  const weekdays = teamRule(4, 'allow', { weekdays: [1, 2, 3, 4, 5] })
  t.equal(timesOf(of({ teamRules: [weekdays] }))[0], '2026-11-20T23:00:00Z', 'Friday ends at midnight')
  t.end()
})
