import t from 'tap'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { testApp } from '../support/http.ts'

const password = 'a password of 24 letters'

await t.test('a charger is added, shown, changed and removed', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('admin')
  const payload = { id: 'CP1', label: 'Bay 1', generatePassword: true, approve: true }
  const added = await app.inject({ method: 'POST', url: '/api/chargers', headers, payload })
  t.equal(added.statusCode, 201)
  t.match(added.json(), {
    id: 'CP1',
    label: 'Bay 1',
    status: 'approved',
    approved: true,
    online: false,
    hasPassword: true,
    password: /^\w{20}$/,
    expectedMode: 'managed_access',
    observedMode: null,
    modeStatus: 'unconfirmed',
    modeBecause: { source: 'default', id: null, version: 0 },
    capability: { state: 'fully_supported', reasons: [String] },
    profile: { id: 'generic/ocpp1.6', why: String },
    override: null,
    connectors: [],
    openSessions: 0,
    activeFaults: 0,
  })
  const shown = await app.inject({ url: '/api/chargers/CP1', headers })
  t.notOk('password' in shown.json(), 'it is told once')
  t.notMatch(shown.body, /Mac/)
  const patch = { method: 'PATCH', url: '/api/chargers/CP1', headers } as const
  const changed = await app.inject({ ...patch, payload: { label: 'Bay 2', profile: 'alfen/eve' } })
  t.match(changed.json(), { label: 'Bay 2', profile: { id: 'alfen/eve' } })
  t.equal((await app.inject({ ...patch, payload: { profile: 'no/such' } })).statusCode, 400)
  const remove = { method: 'DELETE', url: '/api/chargers/CP1', headers } as const
  t.equal((await app.inject(remove)).statusCode, 204)
  t.match((await app.inject(remove)).json(), { type: '/problems/unknown-charger', status: 404 })
})

await t.test('many chargers come as a list or as CSV, all or none', async (t) => {
  const { app, signIn } = await testApp(t)
  const post = { method: 'POST', url: '/api/chargers', headers: await signIn('installer') } as const
  const ids = await app.inject({ ...post, payload: { ids: ['CP1', 'CP2'], password, approve: true } })
  t.match(ids.json(), { items: [{ id: 'CP1' }, { id: 'CP2' }], warnings: [] })
  const csv = `id,label,password\nCP3,Bay 3,${password}\nCP4,Bay 4,\n`
  const list = await app.inject({ ...post, payload: { csv, generatePassword: true } })
  const items = list.json<{ items: { id: string; label: string; password?: string }[] }>().items
  t.match(items, [{ label: 'Bay 3' }, { label: 'Bay 4', password: String }])
  t.notOk(items[0]!.password, 'only what was generated here is told')
  const bad = await app.inject({ ...post, payload: { csv: 'id\nCP9\nnot an id\n' } })
  t.match(bad.json(), { status: 400, errors: [{ field: 'csv line 3' }] })
  const exists = await app.inject({ ...post, payload: { ids: ['CP9', 'CP1'], password } })
  t.match(exists.json(), { type: '/problems/charger-exists', status: 409, chargerIds: ['CP1'] })
  t.equal((await app.inject({ url: '/api/chargers/CP9', headers: post.headers })).statusCode, 404)
})

await t.test('what cannot be added is told with the remedy', async (t) => {
  const { app, signIn } = await testApp(t)
  const post = { method: 'POST', url: '/api/chargers', headers: await signIn('admin') } as const
  const answers = {
    'password-needed': { id: 'CP1', approve: true },
    'bad-password': { id: 'CP1', password: 'short' },
    'invalid-request': { id: 'CP1', ids: ['CP2'] },
  }
  for (const [slug, payload] of Object.entries(answers)) {
    t.match((await app.inject({ ...post, payload })).json(), { type: `/problems/${slug}` })
  }
  const needed = await app.inject({ ...post, payload: answers['password-needed'] })
  t.match(needed.json().detail, /ocpp\.no_password/)
})

await t.test('a charger that waits is approved or refused by who may', async (t) => {
  const { app, flow, signIn } = await testApp(t)
  for (const id of ['CP1', 'CP2'])
    await meetCharger(
      flow,
      { id, password: Buffer.from(password), approve: false, remoteAddress: '192.0.2.1' },
      () => false,
    )
  const [installer, operator] = [await signIn('installer'), await signIn('operator')]
  const waiting = await app.inject({ url: '/api/chargers?status=waiting', headers: operator })
  t.match(waiting.json(), { items: [{ id: 'CP1', approved: false }, { id: 'CP2' }] })
  const approve = { method: 'POST', url: '/api/chargers/CP1/approve' } as const
  t.match((await app.inject({ ...approve, headers: operator })).json(), {
    status: 403,
    permission: 'chargers.approve',
  })
  t.match((await app.inject({ ...approve, headers: installer })).json(), { id: 'CP1', approved: true })
  const refuse = { method: 'POST', url: '/api/chargers/CP2/refuse', headers: installer } as const
  t.match((await app.inject(refuse)).json(), { id: 'CP2', status: 'refused' })
  t.equal((await app.inject({ ...refuse, url: '/api/chargers/CP9/approve' })).statusCode, 404)
})

await t.test('chargers are filtered by text and by who is online', async (t) => {
  const onlineSince = Temporal.Instant.from('2026-11-20T09:00:00Z')
  const { app, signIn } = await testApp(t, {
    link: {
      presence: (id) =>
        id === 'CP2'
          ? { protocol: 'ocpp2.0.1', onlineSince, lastMessageAt: onlineSince, clockSkewMs: 1500 }
          : null,
      call: async () => ({ ok: false, why: 'offline', detail: 'The charger is not connected.' }),
      actions: () => [],
      redact: (payload) => payload,
      check: () => null,
      disconnect: () => {},
    },
  })
  const headers = await signIn('admin')
  const payload = { ids: ['CP1', 'CP2', 'CP3'], password, approve: true }
  await app.inject({ method: 'POST', url: '/api/chargers', headers, payload })
  const online = await app.inject({ url: '/api/chargers?online=true', headers })
  t.match(online.json(), {
    items: [
      {
        id: 'CP2',
        online: true,
        protocol: 'ocpp2.0.1',
        onlineSince: '2026-11-20T09:00:00.000Z',
        clockSkewMs: 1500,
      },
    ],
    nextCursor: null,
  })
  const page = await app.inject({ url: '/api/chargers?online=false&limit=1', headers })
  t.match(page.json(), { items: [{ id: 'CP1' }], nextCursor: String })
  const next = await app.inject({
    url: `/api/chargers?online=false&limit=1&cursor=${page.json().nextCursor}`,
    headers,
  })
  t.match(next.json(), { items: [{ id: 'CP3' }], nextCursor: null })
  const found = await app.inject({ url: '/api/chargers?text=p3', headers })
  t.match(found.json(), { items: [{ id: 'CP3' }] })
  const csv = await app.inject({ url: '/api/chargers?format=csv', headers })
  t.match(csv.body.split('\r\n'), ['id,label,status,protocol,online', /^CP1,/, /^CP2,/, /^CP3,/, ''])
})

await t.test('profiles, tolerances, frames, faults and commands can be asked for', async (t) => {
  const { app, flow, signIn } = await testApp(t)
  const headers = await signIn('technician')
  await meetCharger(
    flow,
    { id: 'CP1', password: null, approve: true, remoteAddress: '192.0.2.1' },
    () => false,
  )
  t.match((await app.inject({ url: '/api/profiles', headers })).json(), {
    items: [{ id: String, match: Object }],
  })
  for (const path of ['chargers/CP1/tolerances', 'chargers/CP1/frames', 'faults', 'commands', 'ledger']) {
    const answer = await app.inject({ url: `/api/${path}`, headers })
    t.ok(Array.isArray(answer.json().items), path)
  }
  const sync = await app.inject({ url: '/api/sync', headers })
  t.strictSame(sync.json(), {
    enrolled: false,
    connected: false,
    since: null,
    lanes: [],
    listVersion: 0,
    listAgeS: 0,
  })
})

await t.test('the list of waiting chargers is cleared at once, and only by who may', async (t) => {
  const { app, flow, signIn } = await testApp(t)
  for (const id of ['X1', 'X2']) {
    const stranger = { id, password: null, approve: false, remoteAddress: '192.0.2.1' }
    await meetCharger(flow, stranger, () => false)
  }
  const url = '/api/chargers?status=waiting'
  const viewer = await app.inject({ method: 'DELETE', url, headers: await signIn('viewer') })
  t.equal(viewer.statusCode, 403)
  const headers = await signIn('installer')
  t.equal((await app.inject({ method: 'DELETE', url: '/api/chargers', headers })).statusCode, 400)
  t.strictSame((await app.inject({ method: 'DELETE', url, headers })).json(), { removed: 2 })
  t.strictSame((await app.inject({ url: '/api/chargers', headers })).json().items, [])
})

await t.test('the QR code of a charger is a drawing; of one that is not there it is a problem', async (t) => {
  const { app, flow, signIn } = await testApp(t)
  const stranger = { id: 'CP1', password: null, approve: true, remoteAddress: '192.0.2.1' }
  await meetCharger(flow, stranger, () => false)
  const headers = await signIn('viewer')
  const code = await app.inject({ url: '/api/chargers/CP1/qr.svg', headers })
  t.match([code.statusCode, code.headers['content-type']], [200, 'image/svg+xml'])
  t.match(code.body, /^<svg [^]+<\/svg>\s*$/)
  t.equal((await app.inject({ url: '/api/chargers/CP9/qr.svg', headers })).statusCode, 404)
})
