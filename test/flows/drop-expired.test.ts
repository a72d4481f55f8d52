import t from 'tap'
import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { dropExpired } from '../../appliance/flows/drop-expired.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { sql } from '../../appliance/store/sql.ts'
import { findCharger } from '../../appliance/store/chargers.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { testFlows } from '../support/flows.ts'

const clock = new FakeClock()
const daysAgo = (days: number) => toUtcText(clock.now().subtract({ hours: 24 * days }))

const session = (id: number, state: 'charging' | 'ended', updatedAt: string) =>
  ({
    id,
    chargerId: 'CP1',
    evseId: 1,
    connectorId: 1,
    protocol: 'ocpp1.6',
    transactionId: String(id),
    state,
    startedAt: updatedAt,
    reportedStart: null,
    endedAt: null,
    receivedAt: updatedAt,
    meterStartWh: null,
    meterStopWh: null,
    energyWh: null,
    stopReason: null,
    identifierKey: null,
    maskedIdentifier: null,
    accessClass: null,
    vehicle: null,
    accessMode: 'managed_access',
    decisionId: null,
    flags: '[]',
    updatedAt,
  }) as const

await t.test('the working memory of sessions goes a month after their end, open ones keep it', async (t) => {
  const flows = await testFlows(t)
  const { store, commits } = flows
  await commits.write((tx) => {
    for (let id = 1; id <= 1_200; id++)
      tx.run(sql.insertInto('session').values(session(id, 'ended', daysAgo(31))))
    tx.run(sql.insertInto('session').values(session(1_201, 'charging', daysAgo(60))))
    tx.run(sql.insertInto('session').values(session(1_202, 'ended', daysAgo(29))))
    for (let sessionId = 1; sessionId <= 1_202; sessionId++) {
      tx.run(sql.insertInto('sessionFold').values({ sessionId, fold: '{}' }))
    }
  })
  await dropExpired(flows)
  const kept = store.all(sql.selectFrom('sessionFold').select('sessionId').orderBy('sessionId'))
  t.strictSame(kept, [{ sessionId: 1_201 }, { sessionId: 1_202 }])
  t.equal(store.all(sql.selectFrom('session').select('id')).length, 1_202, 'the sessions themselves stay')
})

await t.test('strangers are forgotten after a month, logins when they are over', async (t) => {
  const flows = await testFlows(t)
  const { store, commits } = flows
  const attempt = { sealed: new Uint8Array(1), maskedIdentifier: '••', type: 'rfid' } as const
  const user = {
    name: 'ana',
    role: 'viewer',
    passwordHash: '',
    createdAt: daysAgo(90),
    failedSignIns: 0,
  } as const
  await commits.write((tx) => {
    tx.run(sql.insertInto('unknownAttempt').values({ ...attempt, key: 'old', lastSeenAt: daysAgo(31) }))
    tx.run(sql.insertInto('unknownAttempt').values({ ...attempt, key: 'new', lastSeenAt: daysAgo(29) }))
    const userId = tx.run(
      sql.insertInto('user').values({ ...user, disabledAt: null, lockedUntil: null }),
    ).lastId
    const login = { userId, csrfToken: '', createdAt: daysAgo(1) }
    tx.run(sql.insertInto('login').values({ ...login, tokenHash: 'over', expiresAt: daysAgo(0) }))
    tx.run(sql.insertInto('login').values({ ...login, tokenHash: 'valid', expiresAt: daysAgo(-1) }))
  })
  await dropExpired(flows)
  t.strictSame(store.all(sql.selectFrom('unknownAttempt').select('key')), [{ key: 'new' }])
  t.strictSame(store.all(sql.selectFrom('login').select('tokenHash')), [{ tokenHash: 'valid' }])
})

await t.test('chargers that waited and went are dropped after a week, added ones stay', async (t) => {
  const flows = await testFlows(t)
  const meet = (id: string) =>
    meetCharger(flows, { id, password: null, approve: false, remoteAddress: '192.0.2.1' }, () => false)
  await meet('GONE')
  await meet('TAKEN-ON')
  const added = { id: 'TAKEN-ON', label: null, profileId: null, password: { kind: 'none' } } as const
  await addChargers(flows, gatewayOrigin, { chargers: [added], approve: false, noPassword: 'allow' })
  flows.clock.advance(6 * 86_400_000)
  await meet('NEW')
  await dropExpired(flows)
  t.ok(findCharger(flows.store, 'GONE'))
  flows.clock.advance(2 * 86_400_000)
  await dropExpired(flows)
  t.notOk(findCharger(flows.store, 'GONE'))
  t.ok(findCharger(flows.store, 'TAKEN-ON'))
  t.ok(findCharger(flows.store, 'NEW'))
})
