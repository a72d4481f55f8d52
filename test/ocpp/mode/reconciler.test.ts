import t from 'tap'
import type { Test } from 'tap'
import { addAgreement } from '../../../appliance/flows/add-agreement.ts'
import { addChargers } from '../../../appliance/flows/add-charger.ts'
import { applySchedule } from '../../../appliance/flows/apply-schedule.ts'
import { gatewayOrigin } from '../../../appliance/flows/context.ts'
import { toUtcText } from '../../../appliance/domain/utc-text.ts'
import { changePolicy } from '../../../appliance/flows/change-policy.ts'
import { setOverride } from '../../../appliance/flows/set-override.ts'
import { ModeReconciler } from '../../../appliance/ocpp/mode/reconciler.ts'
import { findChargerMode } from '../../../appliance/store/charger-modes.ts'
import type { OnlineLink, SentCall } from '../../support/charger-link.ts'
import { openDepot, type Depot } from '../../support/depot.ts'
import { freevendKey } from '../../support/profiles.ts'
import { scriptedCharger, scriptedLink } from '../../support/scripted-charger.ts'

const permissive = { AllowOfflineTxForUnknownId: 'true', LocalPreAuthorize: 'true' }
const hourMs = 3_600_000

/** Moves the clock on in small steps and lets everything that this sets off happen. */
async function pass(depot: Depot, ms: number, stepMs = 500): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    depot.clock.advance(Math.min(stepMs, ms - passed))
    for (let turn = 0; turn < 8; turn++) await depot.commits.write(() => {})
  }
}

async function reconcile(t: Test, depot: Depot, link: OnlineLink, atOnce?: number): Promise<ModeReconciler> {
  const modes = new ModeReconciler(depot, link, { random: () => 0.5, ...(atOnce && { atOnce }) })
  t.teardown(() => modes.stop())
  modes.start()
  const { changed } = await applySchedule(depot, link, depot.clock.now())
  modes.noticed(changed)
  return modes
}

const modeOf = (depot: Depot) => findChargerMode(depot.store, 'CP1')
const ofCp1 = ({ chargerId }: SentCall) => chargerId === 'CP1'

await t.test('what is expected is brought about, and then only looked at every few hours', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, permissive)
  const link = scriptedLink(depot, charger)
  await reconcile(t, depot, link)
  await pass(depot, 10_000)
  t.match(modeOf(depot), { status: 'confirmed', observedMode: 'managed_access' })
  t.equal(charger.configuration.get('AllowOfflineTxForUnknownId')?.value, 'false')

  charger.configuration.set('LocalPreAuthorize', 'true')
  const before = link.sent.length
  await pass(depot, 3.9 * hourMs, 60_000)
  t.equal(link.sent.length, before, 'it is left alone meanwhile')
  await pass(depot, 0.2 * hourMs, 1000)
  t.equal(charger.configuration.get('LocalPreAuthorize')?.value, 'false')
  t.equal(modeOf(depot)?.status, 'confirmed')
})

await t.test('a charger that refuses is tried again for ever, at growing intervals', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, { ...permissive, 'LocalPreAuthorize?': 'true' })
  const attempts: number[] = []
  const link = scriptedLink(depot, charger, ({ chargerId, action, payload }) => {
    const isWrite =
      action === 'ChangeConfiguration' && 'key' in payload && payload.key === 'LocalPreAuthorize'
    if (isWrite && chargerId === 'CP1') attempts.push(depot.clock.monotonicMs())
    return null
  })
  await reconcile(t, depot, link)
  await pass(depot, 6 * hourMs, 5000)
  t.match(modeOf(depot), { status: 'rejected', nextAttemptAt: String })
  const gaps = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0))
  t.ok(gaps.length > 8)
  t.ok(gaps.slice(0, 5).every((gap, index) => index === 0 || gap > (gaps[index - 1] ?? 0)))
  t.ok(gaps.every((gap) => gap < 1.3 * hourMs))
  const attemptsMade = attempts.length
  t.equal(modeOf(depot)?.attempt, attemptsMade, 'each one is recorded')
})

await t.test('a charger that tells nothing of itself is not vouched for', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot)
  let code = 'InternalError'
  const link = scriptedLink(depot, charger, ({ action }) =>
    action === 'GetConfiguration' ? { ok: false, why: 'call_error', code, detail: 'It refused.' } : null,
  )
  const modes = await reconcile(t, depot, link)
  await pass(depot, 10_000)
  t.match(modeOf(depot), { status: 'unconfirmed', problem: /could not be asked what it can do/ })
  code = 'NotImplemented'
  modes.tryNow('CP1')
  await pass(depot, 10_000)
  t.match(modeOf(depot), { status: 'unconfirmed', observedMode: null, problem: /tells none of its settings/ })
})

await t.test('what was confirmed is no longer vouched for once it cannot be read back', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, permissive)
  let isSilent = false
  const silence = { ok: false, why: 'timed_out', detail: 'It did not answer in time.' } as const
  const link = scriptedLink(depot, charger, () => (isSilent ? silence : null))
  const modes = await reconcile(t, depot, link)
  modes.disconnected('CP2')
  await pass(depot, 20_000)
  t.match(modeOf(depot), { status: 'confirmed' })
  isSilent = true
  await pass(depot, 6 * hourMs, 60_000)
  t.match(modeOf(depot), {
    status: 'unconfirmed',
    observedMode: null,
    nextAttemptAt: String,
    problem: 'Its settings could not be read: It did not answer in time.',
  })
  isSilent = false
  await pass(depot, 1.5 * hourMs, 60_000)
  t.match(modeOf(depot), { status: 'confirmed', observedMode: 'managed_access', problem: null })
})

await t.test('only the restart waits while somebody charges, not what was decided since', async (t) => {
  const keys = [freevendKey({ reboot: 'required' })]
  const depot = await openDepot(t, {
    profiles: (generic) => [
      {
        ...generic,
        id: 'depot/example',
        match: { protocols: ['ocpp1.6'] },
        freevend: { ...generic.freevend, control: 'vendor_key', keys },
      },
    ],
  })
  const charger = scriptedCharger(depot, { ...permissive, FreeVend: 'false' })
  const link = scriptedLink(depot, charger)
  const modes = new ModeReconciler(depot, link, { random: () => 0.5 })
  t.teardown(() => modes.stop())
  const decide = async (mode: 'freevend' | 'managed_access', hours: number) => {
    const until = depot.clock.now().add({ hours })
    const override = { chargerIds: ['CP1'], mode, until, reason: 'test', acknowledgePartial: true }
    await setOverride(depot, gatewayOrigin, override)
    const { changed } = await applySchedule(depot, link, depot.clock.now())
    modes.noticed(changed.filter((id) => id === 'CP1'))
    await pass(depot, 30_000)
  }
  const written = () => charger.configuration.get('FreeVend')?.value
  await decide('managed_access', 24)
  t.match(modeOf(depot), { status: 'confirmed' })
  await depot.card('CARD-1')
  await depot.start({ idTag: 'CARD-1' })
  await decide('freevend', 23)
  t.match(modeOf(depot), { status: 'applying', problem: /waits until nothing charges/ })
  t.equal(written(), 'true')
  await decide('managed_access', 22)
  t.match(modeOf(depot), { status: 'applying', problem: /waits until nothing charges/ })
  t.equal(written(), 'false')
  t.equal(charger.configuration.get('AllowOfflineTxForUnknownId')?.value, 'false')
  t.notOk(link.sent.filter(ofCp1).some(({ action }) => action === 'Reset'))
})

await t.test('another offline policy waits for a charger that is away, and is no drift', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, { ...permissive, LocalAuthorizeOffline: 'true' })
  const modes = await reconcile(t, depot, scriptedLink(depot, charger))
  modes.disconnected('CP2')
  await pass(depot, 20_000)
  t.match(modeOf(depot), { status: 'confirmed' })
  modes.disconnected('CP1')
  const change = { scope: { scope: 'depot', scopeId: '' }, rules: { offlinePolicy: 'deny_all' } } as const
  await changePolicy(depot, gatewayOrigin, { ...change, acknowledgePartial: true })
  t.match(modeOf(depot), { status: 'applying' })
  modes.connected('CP1')
  await pass(depot, 30_000)
  t.match(modeOf(depot), { status: 'confirmed' })
  t.equal(charger.configuration.get('LocalAuthorizeOffline')?.value, 'false')
  const told = depot.published.flatMap(({ item }) => ('modeStatus' in item ? [item.modeStatus] : []))
  t.notOk(told.includes('drifted'))
})

await t.test('somebody who asks for it has it tried at once', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, { ...permissive, 'LocalPreAuthorize?': 'true' })
  const link = scriptedLink(depot, charger)
  const modes = await reconcile(t, depot, link)
  await pass(depot, 2 * hourMs, 5000)
  const { attempt } = modeOf(depot)!
  modes.tryNow('CP1')
  await pass(depot, 10_000)
  t.equal(modeOf(depot)?.attempt, attempt + 1)
})

await t.test('a charger is seen to by one at a time, and so many chargers at once', async (t) => {
  const depot = await openDepot(t)
  const ids = Array.from({ length: 8 }, (_, at) => `MORE${at}`)
  const password = { kind: 'none' } as const
  const chargers = ids.map((id) => ({ id, label: null, profileId: null, password }))
  await addChargers(depot, gatewayOrigin, { chargers, approve: true, noPassword: 'allow' })
  const charger = scriptedCharger(depot, permissive)
  const open = new Map<string, number>()
  let most = 0
  let mostAtOne = 0
  const link = scriptedLink(depot, charger)
  const call = link.call.bind(link)
  link.call = async (chargerId, action, payload, options) => {
    open.set(chargerId, (open.get(chargerId) ?? 0) + 1)
    most = Math.max(most, open.size)
    mostAtOne = Math.max(mostAtOne, open.get(chargerId)!)
    await new Promise<void>((resolve) => depot.clock.after(50, resolve))
    const reply = await call(chargerId, action, payload, options)
    open.set(chargerId, open.get(chargerId)! - 1)
    if (open.get(chargerId) === 0) open.delete(chargerId)
    return reply
  }
  const modes = await reconcile(t, depot, link, 3)
  modes.tryNow('CP1')
  modes.noticed(['CP1'])
  modes.connected('CP1')
  await pass(depot, 60_000, 50)
  t.equal(most, 3)
  t.equal(mostAtOne, 1)
  for (const id of ['CP1', 'CP2', ...ids]) t.equal(findChargerMode(depot.store, id)?.status, 'confirmed', id)
})

await t.test('a list that is being edited is sent once, when that is over', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, permissive)
  const link = scriptedLink(depot, charger)
  const modes = await reconcile(t, depot, link)
  modes.disconnected('CP2')
  await pass(depot, 20_000)
  const lists = () => link.sent.filter(({ action }) => action === 'SendLocalList').filter(ofCp1)
  const before = lists().length
  for (const card of ['AA-1', 'AA-2', 'AA-3']) {
    await depot.card(card)
    await pass(depot, 1000)
  }
  t.equal(lists().length, before)
  await pass(depot, 15_000)
  t.equal(lists().length, before + 1)
  t.strictSame(charger.localList.ids, ['aa-1', 'aa-2', 'aa-3'])
})

await t.test('what is in a list depends on when and where somebody may charge', async (t) => {
  const depot = await openDepot(t)
  await depot.card('ENDS-SOON', { validTo: depot.clock.now().add({ hours: 2 }) })
  await depot.card('BLOCKED-1', { status: 'blocked' })
  await depot.card('A-CARD-OF-MORE-THAN-TWENTY')
  const charger = scriptedCharger(depot, permissive)
  await reconcile(t, depot, scriptedLink(depot, charger))
  await pass(depot, 20_000)
  t.strictSame(charger.localList.ids, ['ends-soon'])
})

await t.test('lists are kept in step with time', async (t) => {
  const depot = await openDepot(t)
  const soon = depot.clock.now().add({ minutes: 30 })
  const agreement = { name: 'ACME', status: 'active', validFrom: null, validTo: soon, maxAgeS: null } as const
  await addAgreement(depot, gatewayOrigin, agreement)
  await depot.card('GUEST', { accessClass: 'agreement', agreement: 'ACME', vehicle: null })
  await depot.card('LATER', { validFrom: soon })
  const charger = scriptedCharger(depot, permissive)
  const link = scriptedLink(depot, charger)
  await reconcile(t, depot, link)
  await pass(depot, 20_000)
  t.strictSame(charger.localList.ids, ['guest'])
  const first = link.sent.find(({ chargerId, action }) => chargerId === 'CP1' && action === 'SendLocalList')
  t.match(first?.payload, {
    localAuthorizationList: [{ idTagInfo: { expiryDate: toUtcText(soon) } }],
  })
  await pass(depot, hourMs / 2, 5000)
  t.strictSame(charger.localList.ids, ['later'])
})

await t.test('what was under way is not carried on over the next connection', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, permissive)
  const link = scriptedLink(depot, charger)
  const call = link.call.bind(link)
  link.call = async (...args) => {
    await new Promise<void>((resolve) => depot.clock.after(200, resolve))
    return call(...args)
  }
  const modes = await reconcile(t, depot, link)
  modes.disconnected('CP2')
  await pass(depot, 900, 50)
  t.match(modeOf(depot), { status: 'applying' })
  modes.disconnected('CP1')
  modes.connected('CP1')
  await pass(depot, 300, 50)
  const before = link.sent.length
  await pass(depot, 1500, 50)
  t.equal(link.sent.length, before, 'it is left alone until it has settled')
  await pass(depot, 20_000, 50)
  t.match(modeOf(depot), { status: 'confirmed', attempt: 1 })
})

await t.test('a charger that has just come is left alone until it has settled', async (t) => {
  const depot = await openDepot(t)
  const charger = scriptedCharger(depot, permissive)
  const link = scriptedLink(depot, charger)
  const modes = await reconcile(t, depot, link)
  await pass(depot, 10_000)
  const before = link.sent.filter(ofCp1).length
  modes.disconnected('CP1')
  modes.connected('CP1')
  modes.tryNow('CP1')
  await pass(depot, 1900, 100)
  t.equal(link.sent.filter(ofCp1).length, before)
  await pass(depot, 5000, 100)
  t.ok(link.sent.filter(ofCp1).length > before)
})
