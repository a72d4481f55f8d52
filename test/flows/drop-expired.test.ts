import t from 'tap'
import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { dropExpired } from '../../appliance/flows/drop-expired.ts'
import { sql } from '../../appliance/store/sql.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { temporaryStore } from '../support/temporary-store.ts'

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
  const { store, commits } = temporaryStore(t)
  await commits.write((tx) => {
    for (let id = 1; id <= 1_200; id++)
      tx.run(sql.insertInto('session').values(session(id, 'ended', daysAgo(31))))
    tx.run(sql.insertInto('session').values(session(1_201, 'charging', daysAgo(60))))
    tx.run(sql.insertInto('session').values(session(1_202, 'ended', daysAgo(29))))
    for (let sessionId = 1; sessionId <= 1_202; sessionId++) {
      tx.run(sql.insertInto('sessionFold').values({ sessionId, fold: '{}' }))
    }
  })
  await dropExpired({ commits, clock })
  const kept = store.all(sql.selectFrom('sessionFold').select('sessionId').orderBy('sessionId'))
  t.strictSame(kept, [{ sessionId: 1_201 }, { sessionId: 1_202 }])
  t.equal(store.all(sql.selectFrom('session').select('id')).length, 1_202, 'the sessions themselves stay')
})

await t.test('strangers are forgotten after a month, logins when they are over', async (t) => {
  const { store, commits } = temporaryStore(t)
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
  await dropExpired({ commits, clock })
  t.strictSame(store.all(sql.selectFrom('unknownAttempt').select('key')), [{ key: 'new' }])
  t.strictSame(store.all(sql.selectFrom('login').select('tokenHash')), [{ tokenHash: 'valid' }])
})
