import t from 'tap'
import type { Test } from 'tap'
import type { ProbeStep } from '../../../appliance/domain/mode-control.ts'
import type { ChargerReply } from '../../../appliance/domain/charger-link.ts'
import { ModeReconciler } from '../../../appliance/ocpp/mode/reconciler.ts'
import { findFindings } from '../../../appliance/store/charger-answers.ts'
import { offlineLink, type SentCall } from '../../support/charger-link.ts'
import { openDepot } from '../../support/depot.ts'
import { freevendKey } from '../../support/profiles.ts'
import { scriptedCharger, scriptedLink } from '../../support/scripted-charger.ts'

type Habits = NonNullable<Parameters<typeof scriptedCharger>[2]>['habits']

async function probed(
  t: Test,
  configuration: Record<string, string>,
  habits: Habits = [],
  before?: (call: SentCall) => ChargerReply | null,
) {
  const depot = await openDepot(t, {
    profiles: (generic) => [
      {
        ...generic,
        id: 'depot/example',
        match: { protocols: ['ocpp1.6'] },
        freevend: { ...generic.freevend, control: 'vendor_key', keys: [freevendKey({ unconfirmed: true })] },
      },
    ],
  })
  const charger = scriptedCharger(depot, configuration, { habits })
  const link = scriptedLink(depot, charger, before)
  const told: ProbeStep[] = []
  const modes = new ModeReconciler(depot, link)
  t.teardown(() => modes.stop())
  const asked = modes.probe('CP1', (step) => told.push(step))
  t.strictSame(await modes.probe('CP1', () => {}), { kind: 'busy' })
  // Writes are made at the profile's pace.
  for (let turn = 0; turn < 100; turn++) {
    depot.clock.advance(500)
    await depot.commits.write(() => {})
  }
  const outcome = await asked
  if (outcome.kind !== 'probed') throw new Error(outcome.kind)
  t.strictSame(outcome.steps, told)
  const live = depot.published.filter(({ item }) => 'probe' in item)
  t.equal(live.length, told.length, 'each step is shown as it is done')
  const written = link.sent.flatMap(({ action, payload }) =>
    action === 'ChangeConfiguration' && 'value' in payload ? [payload.value] : [],
  )
  const { proofs, answers } = findFindings(depot.store, 'CP1')
  const { capability } = depot.charger('CP1')
  return { charger, steps: told, written, proofs, answers, capability }
}

await t.test(
  'an open charger is closed for a moment and opened again, which proves its switch',
  async (t) => {
    const { charger, written, proofs, capability } = await probed(t, { FreeVend: 'true' })
    t.strictSame(written, ['false', 'true'])
    t.equal(charger.configuration.get('FreeVend')?.value, 'true')
    t.match(proofs, { freevend: 'switched' })
    t.equal(capability.state, 'fully_supported', 'it was only partially so before')
  },
)

await t.test('a closed charger is never opened by a probe', async (t) => {
  const { written, proofs, steps } = await probed(t, { FreeVend: 'false' })
  t.strictSame(written, ['false'])
  t.match(proofs, { freevend: 'written' })
  t.ok(steps.every(({ result }) => result !== 'failed'))
})

await t.test('what a charger refuses or takes without effect shows', async (t) => {
  const refused = await probed(t, { 'FreeVend?': 'true' })
  t.match(refused.proofs, { freevend: 'refused' })
  t.match(refused.steps.at(-1), { result: 'failed', detail: 'The charger answered Rejected.' })
  t.equal(refused.capability.state, 'partially_supported')
  const ignored = await probed(t, { 'FreeVend~': 'true' })
  t.match(
    ignored.steps.find(({ result }) => result === 'failed'),
    { detail: 'It was taken but does not hold.' },
  )
})

await t.test('an answer that is lost on the way is no refusal', async (t) => {
  const lost = { ok: false, why: 'timed_out', detail: 'It did not answer in time.' } as const
  const { proofs, steps } = await probed(t, { FreeVend: 'true' }, [], ({ action }) =>
    action === 'ChangeConfiguration' ? lost : null,
  )
  t.match(steps.at(-1), { result: 'failed', detail: 'It did not answer in time.' })
  t.not(proofs?.freevend, 'refused')
})

await t.test('what it answers about itself is kept and tells which lists it can hold', async (t) => {
  const { answers, steps } = await probed(t, {
    FreeVend: 'true',
    'SupportedFeatureProfiles!': 'Core,Reservation',
  })
  t.match(answers, {
    featureProfiles: ['Core', 'Reservation'],
    maxKeysPerRead: 50,
    listMaxEntries: 500,
    listMaxPerMessage: 100,
  })
  t.match(
    steps.find(({ step }) => step === 'read what it says it supports'),
    { detail: 'Core, Reservation' },
  )
})

await t.test('who is not known or not there cannot be probed', async (t) => {
  const depot = await openDepot(t)
  const modes = new ModeReconciler(depot, offlineLink)
  t.strictSame(await modes.probe('CP1', () => {}), { kind: 'offline' })
  t.strictSame(await modes.probe('NOBODY', () => {}), { kind: 'unknown_charger' })
})
