import t from 'tap'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { testApp, type TestApp } from '../support/http.ts'

async function depot(t: Parameters<typeof testApp>[0]): Promise<TestApp> {
  const it = await testApp(t)
  for (const id of ['CP1', 'CP2'])
    await meetCharger(it.flow, { id, password: null, approve: true, remoteAddress: '192.0.2.1' }, () => false)
  return it
}

await t.test('a charger follows the depot until it has a policy of its own', async (t) => {
  const { app, signIn } = await depot(t)
  const headers = await signIn('operator')
  const first = await app.inject({ url: '/api/chargers/CP1/policy', headers })
  t.match(first.json(), {
    defaultMode: 'managed_access',
    windows: [],
    onBoundary: 'finish',
    fallback: 'use_last_known',
    offlinePolicy: 'listed_only',
    listMaxAgeS: 604_800,
    version: 0,
    scope: 'depot',
  })
  const url = '/api/chargers/CP1/policy'
  const payload = { defaultMode: 'freevend', windows: [] }
  const own = await app.inject({ method: 'PUT', url, headers, payload })
  t.match(own.json(), { defaultMode: 'freevend', scope: 'charger', version: 1, fallback: 'use_last_known' })
  const depotWide = await app.inject({
    method: 'PUT',
    url: '/api/policy',
    headers,
    payload: { fallback: 'deny_all' },
  })
  t.match(depotWide.json(), { scope: 'depot', fallback: 'deny_all', defaultMode: 'managed_access' })
  const cleared = await app.inject({ method: 'DELETE', url, headers })
  t.match(cleared.json(), { scope: 'depot', fallback: 'deny_all' })
  t.equal((await app.inject({ url: '/api/chargers/CP9/policy', headers })).statusCode, 404)
})

await t.test('who may only look cannot change policies or overrides', async (t) => {
  const { app, signIn } = await depot(t)
  const headers = await signIn('viewer')
  const payload = { chargerIds: ['CP1'], mode: 'freevend', until: '2026-11-20T12:00:00Z', reason: 'open day' }
  const requests = [
    { method: 'PUT', url: '/api/policy', payload: {} },
    { method: 'PUT', url: '/api/chargers/CP1/policy', payload: {} },
    { method: 'DELETE', url: '/api/chargers/CP1/policy' },
    { method: 'POST', url: '/api/overrides', payload },
    { method: 'DELETE', url: '/api/overrides/1' },
  ] as const
  for (const request of requests) {
    t.equal((await app.inject({ ...request, headers })).statusCode, 403, `${request.method} ${request.url}`)
  }
  t.equal((await app.inject({ url: '/api/overrides', headers })).statusCode, 200)
})

await t.test('an override shows beside the charger and in the mode, until it is cleared', async (t) => {
  const { app, signIn } = await depot(t)
  const headers = await signIn('operator')
  const payload = {
    chargerIds: ['CP1'],
    mode: 'freevend',
    until: '2026-11-20T14:00:00+02:00',
    reason: ' open day ',
  }
  const set = await app.inject({ method: 'POST', url: '/api/overrides', headers, payload })
  t.equal(set.statusCode, 201)
  t.match(set.json(), {
    id: 1,
    until: '2026-11-20T12:00:00.000Z',
    reason: 'open day',
    actor: 'user:the operator',
  })
  const charger = await app.inject({ url: '/api/chargers/CP1', headers })
  t.match(charger.json(), { expectedMode: 'freevend', override: { id: 1 }, nextMode: 'managed_access' })
  const mode = await app.inject({ url: '/api/chargers/CP1/mode', headers })
  t.match(mode.json(), {
    mode: 'freevend',
    because: { source: 'override', id: 1 },
    nextChangeAt: '2026-11-20T12:00:00.000Z',
    localNextChangeAt: '2026-11-20T12:00:00.000+00:00',
    nextMode: 'managed_access',
    zone: 'Europe/London',
  })
  const later = await app.inject({ url: '/api/chargers/CP1/mode?at=2026-11-20T12:00:00Z', headers })
  t.match(later.json(), { mode: 'managed_access', nextChangeAt: null })
  const all = await app.inject({ url: '/api/mode', headers })
  t.match(all.json(), {
    items: [
      { chargerId: 'CP1', expectedMode: 'freevend', observedMode: null, modeStatus: 'unconfirmed' },
      { chargerId: 'CP2', expectedMode: 'managed_access' },
    ],
  })
  const active = () => app.inject({ url: '/api/overrides?active=true', headers })
  t.match((await active()).json(), { items: [{ id: 1, chargerIds: ['CP1'] }] })
  const clear = { method: 'DELETE', url: '/api/overrides/1', headers } as const
  t.match((await app.inject(clear)).json(), { clearedBy: 'user:the operator' })
  t.match((await active()).json(), { items: [] })
  t.match((await app.inject(clear)).json(), { status: 409, type: '/problems/override-over' })
})

await t.test('an override needs a reason, known chargers and an end within 31 days', async (t) => {
  const { app, signIn } = await depot(t)
  const headers = await signIn('operator')
  const good = {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    until: '2026-11-20T12:00:00Z',
    reason: 'strike',
  }
  const cases = [
    [{ reason: ' ' }, 400],
    [{ until: '2026-11-20T10:00:00Z' }, 400],
    [{ until: '2027-01-20T10:00:00Z' }, 400],
    [{ until: undefined }, 400],
    [{ chargerIds: ['CP9'] }, 404],
    [{}, 201],
  ] as const
  for (const [change, status] of cases) {
    const payload = { ...good, ...change }
    const answer = await app.inject({ method: 'POST', url: '/api/overrides', headers, payload })
    t.equal(answer.statusCode, status, JSON.stringify(change))
  }
})
