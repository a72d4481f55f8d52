import t from 'tap'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { testApp, type SignedIn, type TestApp } from '../support/http.ts'

interface Calling extends TestApp {
  readonly call: (
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
  ) => Promise<{ status: number; body: Record<string, any> }>
  readonly headers: SignedIn
}

async function depot(t: Parameters<typeof testApp>[0]): Promise<Calling> {
  const it = await testApp(t)
  for (const id of ['CP1', 'CP2', 'CP3'])
    await meetCharger(it.flow, { id, password: null, approve: true, remoteAddress: '192.0.2.1' }, () => false)
  const headers = await it.signIn('operator')
  return {
    ...it,
    headers,
    async call(method, url, payload) {
      const answer = await it.app.inject({ method, url, headers, ...(payload && { payload }) })
      return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
    },
  }
}

const evenings = {
  mode: 'managed_access',
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  startLocal: '18:00',
  endLocal: '06:00',
  label: 'nights',
}
const open = { defaultMode: 'freevend', windows: [evenings] }

await t.test('a policy is saved with its windows, whole, and windows keep their ids', async (t) => {
  const { call } = await depot(t)
  const saved = await call('PUT', '/api/policy', open)
  t.equal(saved.status, 200)
  t.match(saved.body, {
    scope: 'depot',
    defaultMode: 'freevend',
    zone: 'Europe/London',
    boundaryGraceMin: 15,
    windows: [{ id: 1, ...evenings, dates: [], exdates: [], validFrom: null, validTo: null, priority: 0 }],
  })
  const [first] = saved.body['windows']
  const noon = { mode: 'managed_access', dates: ['2026-12-24'], startLocal: '12:00', endLocal: '13:00' }
  const more = await call('PUT', '/api/policy', { windows: [noon, { ...first, exdates: ['2026-12-25'] }] })
  t.match(more.body['windows'], [
    { id: 1, exdates: ['2026-12-25'] },
    { id: 2, rrule: null, dates: ['2026-12-24'], label: '' },
  ])
  const fewer = await call('PUT', '/api/policy', { windows: [noon] })
  t.match(fewer.body['windows'], [{ id: 3 }], 'an id is never given again')
  const kept = await call('PUT', '/api/policy', { fallback: 'deny_all' })
  t.match(kept.body, { fallback: 'deny_all', windows: [{ id: 3 }], defaultMode: 'freevend' })
})

await t.test('the nearest policy holds whole: charger, group, depot', async (t) => {
  const { call } = await depot(t)
  await call('PUT', '/api/policy', open)
  const group = await call('POST', '/api/groups', { name: ' Buses ', chargerIds: ['CP1', 'CP2'] })
  t.match(group, {
    status: 201,
    body: { id: 1, name: 'Buses', chargerIds: ['CP1', 'CP2'], hasPolicy: false },
  })
  t.match((await call('GET', '/api/groups/1/policy')).body, { scope: 'depot', windows: [{ id: 1 }] })
  const own = await call('PUT', '/api/groups/1/policy', { windows: [] })
  t.match(own.body, { scope: 'group', scopeId: '1', defaultMode: 'freevend', windows: [] })
  t.match((await call('GET', '/api/chargers/CP1/policy')).body, {
    scope: 'group',
    version: own.body['version'],
  })
  await call('PUT', '/api/chargers/CP1/policy', { defaultMode: 'managed_access' })
  t.match((await call('GET', '/api/chargers/CP1/mode')).body, {
    mode: 'managed_access',
    because: { source: 'default' },
  })
  const night = '?at=2026-11-20T19:00:00Z'
  t.match((await call('GET', `/api/chargers/CP2/mode${night}`)).body, { mode: 'freevend', nextMode: null })
  t.match((await call('GET', `/api/chargers/CP3/mode${night}`)).body, {
    mode: 'managed_access',
    because: { source: 'window', id: 1 },
    localNextChangeAt: '2026-11-21T06:00:00.000+00:00',
    nextMode: 'freevend',
  })
  t.match((await call('DELETE', '/api/chargers/CP1/policy')).body, { scope: 'group' })
  t.match((await call('DELETE', '/api/groups/1/policy')).body, { scope: 'depot' })
  t.match((await call('GET', '/api/chargers/CP1')).body, { groupId: 1, expectedMode: 'freevend' })
})

await t.test('a policy that takes over another one gets windows of its own', async (t) => {
  const { call } = await depot(t)
  const { body } = await call('PUT', '/api/policy', open)
  const copy = await call('PUT', '/api/chargers/CP1/policy', { onBoundary: 'stop', boundaryGraceMin: 5 })
  t.match(copy.body, {
    scope: 'charger',
    onBoundary: 'stop',
    boundaryGraceMin: 5,
    windows: [{ id: 2, label: 'nights' }],
  })
  const again = await call('PUT', '/api/chargers/CP1/policy', {
    windows: [...body['windows'], ...copy.body['windows']],
  })
  t.match(again.body['windows'], [{ id: 2 }, { id: 3 }], 'the id of another policy is not taken')
  t.match((await call('GET', '/api/policy')).body['windows'], [{ id: 1 }])
})

await t.test(
  'windows of different modes may not overlap, and the first interval is named in local time',
  async (t) => {
    const { call } = await depot(t)
    const early = {
      mode: 'freevend',
      rrule: 'FREQ=DAILY',
      startLocal: '05:30',
      endLocal: '07:00',
      label: 'early',
    }
    const clash = await call('PUT', '/api/policy', { windows: [evenings, early] })
    t.match(clash, {
      status: 409,
      body: {
        type: '/problems/overlapping-windows',
        detail: /2026-11-21 05:30 to 2026-11-21 06:00 \(Europe\/London\)/,
        errors: [{ field: 'windows.0' }, { field: 'windows.1' }],
        overlap: {
          localFrom: '2026-11-21T05:30:00.000+00:00',
          localUntil: '2026-11-21T06:00:00.000+00:00',
          zone: 'Europe/London',
          windows: [
            { index: 0, id: null, label: 'nights', mode: 'managed_access' },
            { index: 1, id: null, label: 'early', mode: 'freevend' },
          ],
        },
      },
    })
    t.match((await call('GET', '/api/policy')).body, { version: 0, windows: [] }, 'nothing was changed')
    t.equal(
      (await call('PUT', '/api/policy', { windows: [evenings, { ...early, priority: 1 }] })).status,
      200,
    )
  },
)

await t.test('each wrong field of a window is named with the remedy', async (t) => {
  const { call } = await depot(t)
  const cases = [
    [{ startLocal: '25:00' }, 'windows.0.startLocal'],
    [{ rrule: 'FREQ=HOURLY' }, 'windows.0.rrule'],
    [{ rrule: 'FREQ=DAILY;BYHOUR=3' }, 'windows.0.rrule'],
    [{ rrule: null }, 'windows.0.rrule'],
    [{ exdates: ['2026-02-30'] }, 'windows.0.exdates'],
    [{ validFrom: '2026-12-31', validTo: '2026-12-01' }, 'windows.0.validTo'],
    [{ priority: 0.5 }, 'windows.0.priority'],
    [{ colour: 'red' }, 'windows.0'],
  ] as const
  for (const [change, field] of cases) {
    const { status, body } = await call('PUT', '/api/policy', { windows: [{ ...evenings, ...change }] })
    t.equal(status, 400, JSON.stringify(change))
    t.match(body['errors'], [{ field, message: String }], JSON.stringify(body['errors']))
  }
  t.match(await call('PUT', '/api/policy', { boundaryGraceMin: -1 }), { status: 400 })
})

await t.test('a change that was made from an older version is refused', async (t) => {
  const { call } = await depot(t)
  const { body } = await call('PUT', '/api/policy', open)
  t.match(await call('PUT', '/api/policy', { defaultMode: 'managed_access', version: 0 }), {
    status: 409,
    body: { type: '/problems/policy-changed', version: body['version'] },
  })
  t.equal((await call('PUT', '/api/policy', { windows: [], version: body['version'] })).status, 200)
})

await t.test('groups are renamed, change members and are removed', async (t) => {
  const { call } = await depot(t)
  await call('POST', '/api/groups', { name: 'Buses', chargerIds: ['CP1'] })
  await call('POST', '/api/groups', { name: 'Vans', chargerIds: ['CP2'] })
  t.match(await call('POST', '/api/groups', { name: 'Vans' }), {
    status: 409,
    body: { type: '/problems/name-taken' },
  })
  t.match(await call('PATCH', '/api/groups/1', { name: 'Vans' }), { status: 409 })
  t.match(await call('PATCH', '/api/groups/1', { name: 'Coaches', chargerIds: ['CP2', 'CP3'] }), {
    body: { name: 'Coaches', chargerIds: ['CP2', 'CP3'] },
  })
  t.match((await call('GET', '/api/groups')).body['items'], [{ id: 1 }, { id: 2, chargerIds: [] }])
  t.match(await call('PATCH', '/api/groups/1', { chargerIds: ['CP9'] }), {
    status: 404,
    body: { chargerIds: ['CP9'] },
  })
  await call('PUT', '/api/groups/1/policy', open)
  t.equal((await call('DELETE', '/api/groups/1')).status, 204)
  t.match((await call('GET', '/api/chargers/CP2')).body, { groupId: null, modeBecause: { version: 0 } })
  for (const url of ['/api/groups/1', '/api/groups/1/policy', '/api/groups/9']) {
    t.match(await call('GET', url), { status: 404, body: { type: '/problems/unknown-group' } }, url)
  }
})

await t.test('the calendar shows segments, boundaries and changes of the clocks', async (t) => {
  const { call } = await depot(t)
  await call('PUT', '/api/policy', open)
  await call('PUT', '/api/chargers/CP1/policy', {
    windows: [{ ...evenings, rrule: 'FREQ=DAILY', startLocal: '00:30', endLocal: '01:30' }],
  })
  const week = 'from=2027-03-27T00:00:00Z&to=2027-03-29T00:00:00Z'
  const { body } = await call('GET', `/api/calendar?${week}&scope=charger&scopeId=CP1`)
  t.match(body, {
    zone: 'Europe/London',
    stage: 'enforce',
    policyScope: 'charger',
    transitions: [{ at: '2027-03-28T01:00:00.000Z', localAt: '2027-03-28T02:00:00.000+01:00', shiftMin: 60 }],
    boundaries: [
      { localAt: '2027-03-27T00:30:00.000+00:00', mode: 'managed_access' },
      { localAt: '2027-03-27T01:30:00.000+00:00', mode: 'freevend' },
      { localAt: '2027-03-28T00:30:00.000+00:00', mode: 'managed_access' },
      { localAt: '2027-03-28T02:30:00.000+01:00', mode: 'freevend' },
    ],
  })
  t.equal(body['segments'].length, 6)
  t.match(body['segments'][1], { mode: 'managed_access', because: { source: 'window', id: 2 }, beneath: [] })
  t.match((await call('GET', `/api/calendar?${week}`)).body, { scope: 'depot', policyScope: 'depot' })
  t.match(await call('GET', `/api/calendar?${week}&scope=group&scopeId=7`), { status: 404 })
  t.match(await call('GET', `/api/calendar?${week}&scope=charger&scopeId=CP9`), { status: 404 })
  const years = 'from=2020-01-01T00:00:00Z&to=2027-03-29T00:00:00Z'
  t.match(await call('GET', `/api/calendar?${years}`), { status: 400, body: { errors: [{ field: 'to' }] } })
})

await t.test('who may only look cannot change calendars, groups or the rollout', async (t) => {
  const { app, signIn } = await depot(t)
  const headers = await signIn('viewer')
  const changes = [
    { method: 'PUT', url: '/api/groups/1/policy', payload: {} },
    { method: 'DELETE', url: '/api/groups/1/policy' },
    { method: 'POST', url: '/api/groups', payload: { name: 'Buses' } },
    { method: 'PATCH', url: '/api/groups/1', payload: {} },
    { method: 'DELETE', url: '/api/groups/1' },
    { method: 'PUT', url: '/api/rollout', payload: { stage: 'off' } },
  ] as const
  for (const request of changes) {
    t.equal((await app.inject({ ...request, headers })).statusCode, 403, `${request.method} ${request.url}`)
  }
  const shown = [
    '/api/groups',
    '/api/rollout',
    '/api/rollout/report',
    '/api/mode-changes',
    '/api/chargers/CP1/capability',
  ]
  for (const url of shown) t.equal((await app.inject({ url, headers })).statusCode, 200, url)
})
