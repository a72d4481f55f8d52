import t from 'tap'
import { testApp } from '../support/http.ts'

const full = {
  code: 'storage_full',
  since: Temporal.Instant.from('2026-11-20T09:00:00Z'),
  message: 'The disk is nearly full.',
  nextStep: 'Free some space.',
  degrades: true,
}

await t.test('health is ready, or degraded with its reasons', async (t) => {
  let conditions: (typeof full)[] = []
  const { app } = await testApp(t, { conditions: () => conditions })
  t.match((await app.inject('/health')).json(), { status: 'ready', reasons: [] })
  conditions = [{ ...full, degrades: false }]
  t.equal((await app.inject('/health')).statusCode, 200)
  conditions = [full]
  const degraded = await app.inject('/health')
  t.equal(degraded.statusCode, 503)
  t.match(degraded.json(), { status: 'degraded', reasons: [{ code: 'storage_full', message: full.message }] })
})

await t.test('the system page tells version, clock, storage, chargers and conditions', async (t) => {
  const { app, signIn, flow } = await testApp(t, { conditions: () => [full] })
  const headers = await signIn('viewer')
  t.strictSame((await app.inject({ url: '/api/system', headers })).json(), {
    version: '0.0.0-test',
    node: process.version,
    startedAt: '2026-11-20T10:00:00.000Z',
    gatewayId: 'gateway-of-this-test',
    zone: 'Europe/London',
    clock: { now: '2026-11-20T10:00:00.000Z', confidence: 'synchronised' },
    storage: { databaseBytes: 1, freeBytes: 2 },
    ledger: { seq: flow.commits.ledgerHead.seq },
    chargers: { online: 0, total: 0 },
    conditions: [
      {
        code: 'storage_full',
        since: '2026-11-20T09:00:00.000Z',
        message: full.message,
        nextStep: full.nextStep,
      },
    ],
  })
  t.equal((await app.inject('/api/version')).json().version, '0.0.0-test')
})

await t.test('metrics are for this machine and for those who may read the system', async (t) => {
  let commits = 7
  const measurements = () => [
    {
      name: 'test_commits_total',
      help: 'Commits.',
      kind: 'counter',
      value: commits,
      labels: { lane: 'a' },
    } as const,
  ]
  const { app, signIn } = await testApp(t, { measurements })
  const local = await app.inject('/metrics')
  t.match(local.headers['content-type'], /^text\/plain; version=0\.0\.4/)
  t.match(local.body, /^test_commits_total\{lane="a"\} 7$/m)
  t.match(local.body, /^gatehouse_chargers 0$/m)
  t.match(local.body, /^process_resident_memory_bytes \d+$/m)
  commits = 9
  t.match((await app.inject('/metrics')).body, /^test_commits_total\{lane="a"\} 9$/m, 'not added up')
  const remoteAddress = '192.168.1.20'
  t.equal((await app.inject({ url: '/metrics', remoteAddress })).statusCode, 401)
  const headers = await signIn('viewer')
  t.equal((await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode, 200)
})
