import t from 'tap'
import { testApp } from '../support/http.ts'

const identifier = 'TAG-MARKER-001'

await t.test('an identifier is added, masked, changed, found and removed', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const payload = { identifier, accessClass: 'own_fleet', vehicle: 'BUS-12', validTo: '2026-12-31' }
  const added = await app.inject({ method: 'POST', url: '/api/identifiers', headers, payload })
  t.equal(added.statusCode, 201)
  t.strictSame(added.json(), {
    id: 1,
    type: 'rfid',
    accessClass: 'own_fleet',
    status: 'active',
    maskedIdentifier: 'TA••••••••••01',
    vehicle: 'BUS-12',
    driver: null,
    fleet: null,
    agreementId: null,
    agreement: null,
    validFrom: null,
    validTo: '2027-01-01T00:00:00.000Z',
    concurrencyLimit: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    notes: [],
  })
  const again = await app.inject({ method: 'POST', url: '/api/identifiers', headers, payload })
  t.match(again.json(), { status: 409, type: '/problems/identifier-exists', id: 1 })
  const patch = { method: 'PATCH', url: '/api/identifiers/1', headers } as const
  t.match((await app.inject({ ...patch, payload: { status: 'blocked' } })).json(), {
    status: 'blocked',
    vehicle: 'BUS-12',
  })
  t.match((await app.inject({ ...patch, payload: { agreement: 'None' } })).json(), {
    type: '/problems/unknown-agreement',
  })
  t.match((await app.inject({ ...patch, payload: { validTo: '2026-02-30' } })).json(), {
    errors: [{ field: 'validTo' }],
  })
  const find = { method: 'POST', url: '/api/identifiers/find', headers } as const
  t.match((await app.inject({ ...find, payload: { identifier: ' tag-marker-001' } })).json(), { id: 1 })
  t.equal((await app.inject({ ...find, payload: { identifier: 'OTHER' } })).statusCode, 404)
  const remove = { method: 'DELETE', url: '/api/identifiers/1', headers } as const
  t.equal((await app.inject(remove)).statusCode, 204)
  t.equal((await app.inject(remove)).statusCode, 404)
})

await t.test('the list is filtered by what may be seen of it', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const rows = ['TAG-MARKER-001,own_fleet,BUS-1', 'QQQ-MARKER-002,agreement,BUS-2', 'TAG-100%_3,own_fleet,']
  const csv = ['identifier,class,vehicle', ...rows].join('\n')
  await app.inject({ method: 'POST', url: '/api/identifiers/import', headers, payload: { csv } })
  const ids = async (query: string) => {
    const answer = await app.inject({ url: `/api/identifiers?${query}`, headers })
    return answer.json<{ items: { id: number }[] }>().items.map(({ id }) => id)
  }
  t.strictSame(await ids(''), [3, 2, 1])
  t.strictSame(await ids('accessClass=own_fleet'), [3, 1])
  t.strictSame(await ids('vehicle=BUS-2'), [2])
  t.strictSame(await ids('text=QQ'), [2])
  t.strictSame(await ids('text=bus-1'), [1])
  t.strictSame(await ids('text=MARKER'), [], 'what is masked cannot be searched for')
  t.strictSame(await ids('text=%25'), [], 'a wildcard is nothing but itself')
  const list = await app.inject({ url: '/api/identifiers?format=csv', headers })
  t.match(list.body, /BUS-1/)
  t.notMatch(list.body, /MARKER/)
})

await t.test('a CSV file is previewed, refused with its lines, and taken in', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = { ...(await signIn('operator')), 'content-type': 'text/csv' }
  const url = '/api/identifiers/import'
  const bad = `identifier,class\n${identifier},own_fleet\n${'X'.repeat(21)},own_fleet\n`
  const refused = await app.inject({ method: 'POST', url, headers, payload: bad })
  t.match(refused.json(), { status: 422, rows: 1, errors: [{ line: 3, field: 'identifier' }] })
  t.notMatch(refused.body, /XXX|MARKER/)
  const preview = await app.inject({ method: 'POST', url: `${url}?dryRun=true`, headers, payload: bad })
  t.match(preview.json(), { applied: false, created: 0, errors: [{ line: 3 }] })
  const good = `identifier,class\n${identifier},own_fleet\n`
  const ready = await app.inject({ method: 'POST', url: `${url}?dryRun=true`, headers, payload: good })
  t.strictSame(ready.json(), { applied: false, rows: 1, created: 1, updated: 0, errors: [] })
  const applied = await app.inject({ method: 'POST', url, headers, payload: good })
  t.strictSame(applied.json(), { applied: true, rows: 1, created: 1, updated: 0, errors: [] })
})

await t.test('only administrators reveal, with a reason', async (t) => {
  const { app, signIn } = await testApp(t)
  const [admin, operator] = [await signIn('admin'), await signIn('operator')]
  const add = { identifier, accessClass: 'own_fleet' }
  const added = await app.inject({ method: 'POST', url: '/api/identifiers', headers: admin, payload: add })
  t.match(added.json(), { notes: [/token_unbound/] })
  const reveal = {
    method: 'POST',
    url: '/api/identifiers/1/reveal',
    payload: { reason: 'lost card' },
  } as const
  t.equal((await app.inject({ ...reveal, headers: operator })).statusCode, 403)
  t.equal((await app.inject({ ...reveal, headers: admin, payload: { reason: ' ' } })).statusCode, 400)
  t.strictSame((await app.inject({ ...reveal, headers: admin })).json(), { id: 1, identifier })
  const ledger = await app.inject({ url: '/api/ledger?action=identifier.revealed', headers: admin })
  t.match(ledger.json(), {
    items: [{ actor: 'user:the admin', subject: 'identifier:1', body: { reason: 'lost card' } }],
  })
})

await t.test('who may only look cannot change the list', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('viewer')
  const requests = [
    { method: 'POST', url: '/api/identifiers', payload: { identifier, accessClass: 'own_fleet' } },
    { method: 'PATCH', url: '/api/identifiers/1', payload: {} },
    { method: 'DELETE', url: '/api/identifiers/1' },
    { method: 'POST', url: '/api/identifiers/import', payload: { csv: 'identifier,class' } },
    { method: 'POST', url: '/api/decisions/1/enrol', payload: { accessClass: 'own_fleet' } },
    { method: 'POST', url: '/api/agreements', payload: { name: 'North' } },
    { method: 'POST', url: '/api/team-rules', payload: { fleet: 'north', effect: 'allow' } },
  ] as const
  for (const request of requests) {
    t.equal((await app.inject({ ...request, headers })).statusCode, 403, `${request.method} ${request.url}`)
  }
})

await t.test('agreements and team rules are kept', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
    app.inject({ method, url: `/api/${path}`, headers, ...(payload && { payload }) })
  t.match((await call('POST', 'agreements', { name: 'North', validTo: '2026-12-31' })).json(), {
    id: 1,
    status: 'active',
    validTo: '2027-01-01T00:00:00.000Z',
  })
  t.equal((await call('POST', 'agreements', { name: 'North' })).statusCode, 409)
  t.match((await call('PATCH', 'agreements/1', { status: 'suspended' })).json(), {
    name: 'North',
    status: 'suspended',
  })
  const covered = { identifier, accessClass: 'agreement', agreement: 'North' }
  t.match((await call('POST', 'identifiers', covered)).json(), { agreement: 'North', agreementId: 1 })
  t.match((await call('DELETE', 'agreements/1')).json(), { status: 409, identifiers: 1 })
  await call('DELETE', 'identifiers/1')
  t.equal((await call('DELETE', 'agreements/1')).statusCode, 204)
  t.equal((await call('PATCH', 'agreements/1', {})).statusCode, 404)
  const rule = { fleet: 'north', effect: 'deny', weekdays: [6, 7], startLocal: '08:00', endLocal: '18:00' }
  t.match((await call('POST', 'team-rules', rule)).json(), {
    id: 1,
    chargerIds: null,
    weekdays: [6, 7],
    label: '',
  })
  t.match((await call('PATCH', 'team-rules/1', { endLocal: null })).json(), { status: 400 })
  t.match((await call('PATCH', 'team-rules/1', { chargerIds: ['CP1'] })).json(), {
    chargerIds: ['CP1'],
    effect: 'deny',
  })
  t.match((await call('GET', 'team-rules?fleet=north')).json(), { items: [{ id: 1 }] })
  t.equal((await call('DELETE', 'team-rules/1')).statusCode, 204)
  t.equal((await call('DELETE', 'team-rules/1')).statusCode, 404)
})
