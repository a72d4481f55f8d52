import t from 'tap'
import { addIdentifier } from '../../appliance/flows/add-identifier.ts'
import { applySchedule } from '../../appliance/flows/apply-schedule.ts'
import { authorise } from '../../appliance/flows/authorise.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { presentIdentifier } from '../../appliance/flows/present-identifier.ts'
import { recordModeAttempt } from '../../appliance/flows/record-mode-attempt.ts'
import { testApp, type TestApp } from '../support/http.ts'

async function depot(t: Parameters<typeof testApp>[0]) {
  const it = await testApp(t)
  for (const id of ['CP1', 'CP2'])
    await meetCharger(it.flow, { id, password: null, approve: true, remoteAddress: '192.0.2.1' }, () => false)
  const headers = await it.signIn('operator')
  const call = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) => {
    const answer = await it.app.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json<Record<string, any>>(), text: answer.body }
  }
  return { ...it, headers, call }
}

function present({ flow }: TestApp, raw: string, chargerId = 'CP1') {
  const charger = flow.facts.charger(chargerId)!
  return authorise(flow, {
    charger,
    protocol: 'ocpp1.6',
    message: 'Authorize',
    evseId: null,
    connectorId: null,
    identifier: presentIdentifier(flow, charger.profile, raw, 'rfid'),
    at: flow.clock.now(),
    origin: { actor: `charger:${chargerId}`, requestId: null },
  })
}

const blocked = {
  rawIdentifier: 'A1B2C3D4',
  type: 'rfid',
  accessClass: 'own_fleet',
  status: 'blocked',
  vehicle: 'BUS-12',
  driver: null,
  fleet: null,
  agreement: null,
  validFrom: null,
  validTo: null,
  concurrencyLimit: null,
} as const

await t.test(
  'from observe, a step leads to enrolling whom it would turn away, and another to enforce',
  async (t) => {
    const it = await depot(t)
    const { call } = it
    t.match((await call('GET', '/api/rollout')).body, { stage: 'enforce', changedAt: null, chargers: [] })
    const observing = await call('PUT', '/api/rollout', { stage: 'observe' })
    t.match(observing.body, {
      rollout: { stage: 'observe', changedBy: 'user:the operator', changedAt: '2026-11-20T10:00:00.000Z' },
      report: { attempts: 0, wouldRefuse: 0 },
    })
    await addIdentifier(it.flow, gatewayOrigin, blocked)
    for (const raw of ['FFEEDDCC', 'FFEEDDCC', 'A1B2C3D4']) await present(it, raw)
    await present(it, 'FFEEDDCC', 'CP2')
    const report = await call('GET', '/api/rollout/report?days=3')
    t.match(report.body, {
      attempts: 4,
      wouldRefuse: 4,
      byReason: [
        { reason: 'unknown_identifier', count: 3 },
        { reason: 'blocked_identifier', count: 1 },
      ],
      identifiers: [
        {
          maskedIdentifier: 'FF••••CC',
          count: 3,
          chargerIds: ['CP1', 'CP2'],
          canEnrol: true,
          enrolled: false,
        },
        { maskedIdentifier: 'A1••••D4', reason: 'blocked_identifier', canEnrol: false, enrolled: true },
      ],
    })
    t.notMatch(report.text, /FFEEDDCC|identifierKey/)
    t.match((await call('GET', '/api/rollout/report?chargerId=CP2')).body, { wouldRefuse: 1 })
    const { decisionId } = report.body['identifiers'][0]
    const enrol = { accessClass: 'own_fleet', vehicle: 'BUS-7' }
    t.equal((await call('POST', `/api/decisions/${decisionId}/enrol`, enrol)).status, 201)
    t.match((await call('GET', '/api/rollout/report')).body['identifiers'][0], {
      canEnrol: false,
      enrolled: true,
    })
    t.match((await call('PUT', '/api/rollout', { stage: 'enforce' })).body, { report: { wouldRefuse: 4 } })
    t.match(await present(it, 'FFEEDDCC'), { verdict: 'allow', vehicle: 'BUS-7' })
    t.match(await present(it, 'A1B2C3D4'), { verdict: 'deny' })
  },
)

await t.test('what would have happened is not counted among what did', async (t) => {
  const it = await depot(t)
  await it.call('PUT', '/api/rollout', { stage: 'observe', chargerIds: ['CP1'] })
  await present(it, 'FFEEDDCC')
  await present(it, 'FFEEDDCC', 'CP2')
  const list = async (query: string) => (await it.call('GET', `/api/decisions${query}`)).body['items']
  t.match(await list(''), [
    { chargerId: 'CP2', observed: false },
    { chargerId: 'CP1', observed: true },
  ])
  t.match(await list('?observed=true'), [{ chargerId: 'CP1', expectedMode: 'freevend', outcome: 'deny' }])
  t.match(await list('?observed=false'), [{ chargerId: 'CP2', expectedMode: 'managed_access' }])
  const counts = async (query: string) =>
    (await it.call('GET', `/api/decisions/counts${query}`)).body['byReason']
  t.strictSame(await counts(''), [{ outcome: 'deny', reason: 'unknown_identifier', count: 1 }])
  t.strictSame(await counts('?observed=true'), [{ outcome: 'deny', reason: 'unknown_identifier', count: 1 }])
})

await t.test('a charger shows its stage, and what the schedule would say', async (t) => {
  const { call } = await depot(t)
  await call('PUT', '/api/rollout', { stage: 'off', chargerIds: ['CP1'] })
  t.match((await call('GET', '/api/chargers/CP1')).body, {
    rolloutStage: 'off',
    expectedMode: 'freevend',
    modeBecause: { source: 'rollout' },
  })
  t.match((await call('GET', '/api/chargers/CP1/mode')).body, {
    mode: 'freevend',
    stage: 'off',
    scheduled: { mode: 'managed_access', because: { source: 'default' } },
  })
  t.match((await call('GET', '/api/rollout')).body['chargers'], [{ chargerId: 'CP1', stage: 'off' }])
  await call('PUT', '/api/rollout', { stage: null, chargerIds: ['CP1'] })
  t.match((await call('GET', '/api/chargers/CP1')).body, { rolloutStage: 'enforce' })
})

await t.test('a stage that is not possible is refused', async (t) => {
  const { call } = await depot(t)
  t.match(await call('PUT', '/api/rollout', { stage: null }), {
    status: 400,
    body: { errors: [{ field: 'stage' }] },
  })
  t.match(await call('PUT', '/api/rollout', { stage: 'half' }), { status: 400 })
  t.match(await call('PUT', '/api/rollout', { stage: 'off', chargerIds: ['CP9'] }), { status: 404 })
  t.match(await call('GET', '/api/rollout/report?chargerId=CP9'), { status: 404 })
  await call('PUT', '/api/rollout', { stage: 'observe' })
  const override = {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    until: '2026-11-20T12:00:00Z',
    reason: 'strike',
  }
  t.match(await call('POST', '/api/overrides', override), {
    status: 409,
    body: { type: '/problems/not-enforced', chargerIds: ['CP1'] },
  })
})

await t.test('mode changes are listed with their steps, and problems by themselves', async (t) => {
  const it = await depot(t)
  const { flow, call } = it
  await applySchedule(flow, it.context.link, flow.clock.now())
  const attempt = {
    chargerId: 'CP1',
    toMode: 'managed_access',
    startedAt: flow.clock.now(),
    steps: [{ step: 'write AuthorizationCacheEnabled=false', result: 'refused', detail: 'Rejected' }],
    observedMode: null,
    nextAttemptAt: flow.clock.now().add({ seconds: 30 }),
  } as const
  await recordModeAttempt(flow, { ...attempt, outcome: 'rejected', problem: 'It refused a key.' })
  await recordModeAttempt(flow, {
    ...attempt,
    outcome: 'confirmed',
    problem: null,
    observedMode: 'managed_access',
    nextAttemptAt: null,
  })
  const items = async (query: string) => (await call('GET', `/api/mode-changes${query}`)).body['items']
  t.match(await items(''), [
    { chargerId: 'CP1', outcome: 'confirmed', attempt: 2, cause: 'default' },
    { outcome: 'rejected', problem: 'It refused a key.', steps: [{ result: 'refused', detail: 'Rejected' }] },
  ])
  t.match(await items('?problems=true'), [{ outcome: 'rejected' }])
  t.match(await items('?outcome=confirmed&chargerId=CP1'), [{ attempt: 2 }])
  t.strictSame(await items('?chargerId=CP2'), [])
  const { app, headers } = it
  const csv = await app.inject({ url: '/api/mode-changes?format=csv', headers })
  t.match(csv.body, /^id,chargerId,fromMode,toMode,/)
  t.match((await call('GET', '/api/chargers/CP1')).body, {
    observedMode: 'managed_access',
    observedAt: '2026-11-20T10:00:00.000Z',
    modeStatus: 'unconfirmed',
    modeAttempt: { count: 2, lastAt: '2026-11-20T10:00:00.000Z', nextAt: null, problem: null, missed: 0 },
    expectedSince: '2026-11-20T10:00:00.000Z',
  })
})
