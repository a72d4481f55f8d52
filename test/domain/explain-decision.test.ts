import t from 'tap'
import { allowReasons, denyReasons } from '../../appliance/domain/decision.ts'
import { explainDecision } from '../../appliance/domain/explain-decision.ts'

const facts = { presented: true, listAgeS: 0, restriction: null }

await t.test('every reason has a sentence and a next step', async (t) => {
  for (const reason of [...allowReasons, ...denyReasons]) {
    const { sentence, nextStep } = explainDecision(reason, facts)
    t.match(sentence, /^[A-Z].*\.$/, reason)
    t.match(nextStep, /^[A-Z].*\.$/, reason)
  }
})

await t.test('an attempt without a card is not called an unknown card', async (t) => {
  t.match(explainDecision('unknown_identifier', facts).sentence, /not in this depot/)
  t.match(
    explainDecision('unknown_identifier', { ...facts, presented: false }).sentence,
    /without presenting/,
  )
})

await t.test('the age of an old list is told in the unit that people use', async (t) => {
  const told = (listAgeS: number) => explainDecision('list_too_old', { ...facts, listAgeS }).sentence
  t.match(told(60), / 1 minute old/)
  t.match(told(7200), / 2 hours old/)
  t.match(told(4 * 86_400), / 4 days old/)
})

await t.test('a refusal by time is not blamed on the place', async (t) => {
  t.match(explainDecision('not_permitted_here', { ...facts, restriction: 'time' }).sentence, /time/)
  t.match(explainDecision('not_permitted_here', { ...facts, restriction: 'place' }).sentence, /charger/)
})
