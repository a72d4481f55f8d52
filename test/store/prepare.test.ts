import t from 'tap'
import { prepare } from '../../appliance/store/prepare.ts'
import { sql } from '../../appliance/store/sql.ts'
import { temporaryStore } from '../support/temporary-store.ts'

const gap = { lane: 'frame', reason: 'overload', fromAt: '2026-11-20', toAt: '2026-11-20' } as const

const insert = prepare<{ chargerId: string | null; count: number }>((p) =>
  sql.insertInto('telemetryGap').values({ ...gap, chargerId: p.chargerId, count: p.count }),
)

const newest = prepare<{ chargerId: string | null; count: number }, { count: number }>((p) =>
  sql
    .selectFrom('telemetryGap')
    .select('count')
    .where('chargerId', 'is', p.chargerId)
    .where('count', '>=', p.count)
    .where('lane', '=', 'frame')
    .orderBy('id', 'desc')
    .limit(1),
)

await t.test('a query of the hot path compares text, numbers and null like any other', async (t) => {
  const { store, commits } = temporaryStore(t)
  await commits.write((tx) => {
    tx.execute(insert, { chargerId: 'CP1', count: 9 })
    tx.execute(insert, { chargerId: 'CP1', count: 10 })
    tx.execute(insert, { chargerId: null, count: 2 })
  })
  t.strictSame(store.find(newest, { chargerId: 'CP1', count: 9 }), { count: 10 })
  t.equal(store.find(newest, { chargerId: 'CP1', count: 11 }), undefined)
  t.strictSame(store.find(newest, { chargerId: null, count: 1 }), { count: 2 })
})

await t.test('the value of an argument is no reason to plan a query anew', async (t) => {
  t.match(newest.sql, /"chargerId" is \+\? and "count" >= \+\? and "lane" = \+\? order by/)
})
