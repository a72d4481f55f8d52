import t from 'tap'
import { bootCharger } from '../support/charger.ts'
import { startGateway } from '../support/gateway.ts'

interface List<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

interface Decision {
  readonly id: number
  readonly reason: string
  readonly canEnrol: boolean
}

await t.test('decisions are listed, counted, explained and enrolled from', async (t) => {
  const gateway = await startGateway(t)
  const { api } = gateway
  const charger = await bootCharger(t, gateway)
  await api('POST', '/api/identifiers', {
    identifier: 'BUS-TAG-12',
    accessClass: 'own_fleet',
    vehicle: 'BUS-12',
  })
  for (const idTag of ['BUS-TAG-12', 'STRANGER-1', 'STRANGER-2']) await charger.call('Authorize', { idTag })
  const all = await api<List<Decision>>('GET', '/api/decisions')
  t.match(all, {
    items: [
      { reason: 'unknown_identifier', maskedIdentifier: 'ST••••••-2', canEnrol: true },
      { reason: 'unknown_identifier', outcome: 'deny', accessClass: 'unknown' },
      {
        reason: 'own_fleet',
        outcome: 'allow',
        vehicle: 'BUS-12',
        policySource: 'default',
        policyVersion: 0,
        listVersion: 1,
        listAgeS: 0,
        protocol: 'ocpp1.6',
        message: 'Authorize',
        zone: 'Europe/London',
        observedMode: null,
        canEnrol: false,
      },
    ],
    nextCursor: null,
  })
  const reasons = async (query: string) => {
    const { items } = await api<List<Decision>>('GET', `/api/decisions?${query}`)
    return items.map(({ reason }) => reason)
  }
  t.strictSame(await reasons('outcome=allow'), ['own_fleet'])
  t.strictSame(await reasons('outcome=deny&reason=unknown_identifier'), [
    'unknown_identifier',
    'unknown_identifier',
  ])
  t.strictSame(await reasons('masked=-2'), ['unknown_identifier'])
  t.strictSame(await reasons('chargerId=CP9'), [])
  t.strictSame(await reasons('accessClass=own_fleet'), ['own_fleet'])
  t.strictSame(await reasons('from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z'), [])
  t.equal((await reasons('from=2020-01-01T00:00:00Z')).length, 3)
  t.match(await api('GET', '/api/decisions/counts'), {
    byReason: [
      { outcome: 'deny', reason: 'unknown_identifier', count: 2 },
      { outcome: 'allow', reason: 'own_fleet', count: 1 },
    ],
  })
  const { id } = all.items[0]!
  t.match(await api('GET', `/api/decisions/${id}`), { explanation: /not in this depot/, nextStep: String })
  const enrol = { accessClass: 'own_fleet', vehicle: 'BUS-13', validTo: null }
  t.match(await api('POST', `/api/decisions/${id}/enrol`, enrol), {
    maskedIdentifier: 'ST••••••-2',
    vehicle: 'BUS-13',
  })
  t.match(await charger.call('Authorize', { idTag: 'STRANGER-2' }), { idTagInfo: { status: 'Accepted' } })
  t.match(await api('GET', `/api/decisions/${id}`), { canEnrol: false })
  await t.rejects(api('POST', `/api/decisions/${id}/enrol`, enrol), { message: /^409 .*identifier-exists/ })
  await t.rejects(api('GET', '/api/decisions/999999'), { message: /^404/ })
})

await t.test('sessions are listed with their meter values', async (t) => {
  const gateway = await startGateway(t)
  const { api } = gateway
  const charger = await bootCharger(t, gateway)
  await api('PUT', '/api/policy', { defaultMode: 'freevend' })
  const begun = []
  for (const [connectorId, timestamp] of [
    [1, '2026-01-01T10:00:00Z'],
    [2, '2026-01-01T09:00:00Z'],
  ]) {
    const start = { connectorId, idTag: 'SOMEBODY', meterStart: 1000, timestamp }
    begun.push(await charger.call<{ transactionId: number }>('StartTransaction', start))
  }
  const [first, second] = begun.map(({ transactionId }) => transactionId)
  const sampledValue = [{ value: '1500', measurand: 'Energy.Active.Import.Register', unit: 'Wh' }]
  await charger.call('MeterValues', {
    connectorId: 1,
    transactionId: first,
    meterValue: [{ timestamp: '2026-01-01T10:10:00Z', sampledValue }],
  })
  const soFar = { state: 'charging', energyWh: 500, meterStopWh: null }
  t.match(
    await api('GET', `/api/sessions/${first}`),
    soFar,
    'while it runs, what the meter has counted so far',
  )
  await charger.call('StopTransaction', {
    transactionId: first,
    meterStop: 2000,
    timestamp: '2026-01-01T11:00:00Z',
  })
  const page = await api<List<object>>('GET', '/api/sessions?limit=1')
  t.match(page, {
    items: [{ id: first, state: 'ended', energyWh: 1000, accessMode: 'freevend' }],
    nextCursor: String,
  })
  t.notOk('identifierKey' in page.items[0]!)
  const next = await api('GET', `/api/sessions?limit=1&cursor=${page.nextCursor}`)
  t.match(next, { items: [{ id: second, connectorId: 2 }], nextCursor: null })
  t.match(await api('GET', '/api/sessions?state=open'), { items: [{ id: second }] })
  t.match(await api('GET', '/api/sessions?state=ended&chargerId=CP1'), { items: [{ id: first }] })
  const until = '2026-01-01T09:30:00Z'
  t.match(await api('GET', `/api/sessions?to=${until}`), { items: [{ id: second }] })
  t.match(await api('GET', `/api/sessions/${first}`), { chargerId: 'CP1', meterStartWh: 1000, flags: Array })
  t.match(await api('GET', `/api/sessions/${first}/meter-values`), {
    items: [{ energyWh: 1500, samples: Array }],
  })
  await t.rejects(api('GET', '/api/sessions/1'), { message: /^404/ })
})

await t.test('a charger answers what it is asked, or a problem says why not', async (t) => {
  const gateway = await startGateway(t)
  const { api } = gateway
  const charger = await bootCharger(t, gateway)
  charger.client.handle('Reset', () => ({ status: 'Accepted' }) as never)
  const path = '/api/chargers/CP1/ocpp'
  const answer = await api<{ commandId: number }>('POST', `${path}/Reset`, { type: 'Soft' })
  t.match(answer, { status: 'Accepted', response: { status: 'Accepted' } })
  t.match(await api('GET', '/api/commands?chargerId=CP1'), {
    items: [{ id: answer.commandId, action: 'Reset', payload: { type: 'Soft' }, actor: /^cli:/ }],
  })
  await t.rejects(api('POST', `${path}/Reset`, { type: 'Sideways' }), { message: /^422 .*payload-invalid/ })
  await t.rejects(api('POST', `${path}/RequestStartTransaction`, {}), {
    message: /^409 .*action-not-supported/,
  })
  await t.rejects(api('POST', `${path}/ClearCache`, {}), { message: /^502 .*call-error.*NotImplemented/ })
  await t.rejects(api('POST', '/api/chargers/CP9/ocpp/Reset', { type: 'Soft' }), { message: /^404/ })
  const start = { connectorId: 1, idTag: 'STRANGER-1' }
  await t.rejects(api('POST', `${path}/RemoteStartTransaction`, start), { message: /^409 .*start-denied/ })
  await charger.close()
  await t.rejects(api('POST', `${path}/Reset`, { type: 'Soft' }), { message: /^409 .*charger-offline/ })
})

await t.test(
  'a session is started from here for who may charge, in the words of each protocol',
  async (t) => {
    const gateway = await startGateway(t)
    const { api } = gateway
    const asked: object[] = []
    const take = ({ method, params }: { method?: string; params?: unknown }) => {
      asked.push({ method, params })
      return { status: 'Accepted' } as never
    }
    for (const [identity, version] of [['CP1', 'ocpp1.6'] as const, ['CP2', 'ocpp2.0.1'] as const]) {
      const charger = await bootCharger(t, gateway, { identity, version })
      charger.client.handle(take)
    }
    const bus = { identifier: 'BUS-TAG-12', accessClass: 'own_fleet', vehicle: 'BUS-12' }
    const { id: identifierId } = await api<{ id: number }>('POST', '/api/identifiers', bus)
    const outlet = { evseId: 1, connectorId: 1 }
    await api('POST', '/api/chargers/CP1/remote-start', { ...outlet, identifierId })
    await api('POST', '/api/chargers/CP2/remote-start', { ...outlet, identifier: 'bus-tag-12' })
    t.match(asked, [
      { method: 'RemoteStartTransaction', params: { connectorId: 1, idTag: 'BUS-TAG-12' } },
      {
        method: 'RequestStartTransaction',
        params: { evseId: 1, idToken: { idToken: 'bus-tag-12', type: 'ISO14443' } },
      },
    ])
    const path = '/api/chargers/CP1/remote-start'
    await t.rejects(api('POST', path, { ...outlet, identifier: 'STRANGER' }), {
      message: /^409 .*unknown_identifier/,
    })
    await t.rejects(api('POST', path, { ...outlet, identifierId: 99 }), {
      message: /^404 .*unknown-identifier/,
    })
    await t.rejects(api('POST', path, outlet), { message: /^400/ })
    t.equal(asked.length, 2)
  },
)

await t.test('changing a charger needs more than controlling it', async (t) => {
  const gateway = await startGateway(t)
  const { api, app } = gateway
  await bootCharger(t, gateway)
  const { token } = await api<{ token: string }>('POST', '/api/tokens', { name: 'van', role: 'technician' })
  const headers = { authorization: `Bearer ${token}` }
  const post = (action: string) =>
    app.inject({ method: 'POST', url: `/api/chargers/CP1/ocpp/${action}`, headers, payload: {} })
  t.match((await post('ChangeConfiguration')).json(), { status: 403, permission: 'chargers.configure' })
  t.equal((await post('Reset')).statusCode, 422, 'only the payload is wrong')
})
