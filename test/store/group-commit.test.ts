import t from 'tap'
import { readMeta, writeMeta } from '../../appliance/store/meta.ts'
import { appendToLedger } from '../../appliance/ledger/append.ts'
import { temporaryStore } from '../support/temporary-store.ts'

const entry = {
  at: '2026-11-20T10:00:00.000Z',
  actor: 'gateway',
  action: 'test.noted',
  subject: 'test:1',
  requestId: null,
  body: { b: 1, a: 'ä' },
}

await t.test('writes that arrive together share one commit and run in order', async (t) => {
  const { store, commits } = temporaryStore(t)
  const order: number[] = []
  const numbers = [1, 2, 3]
  const results = await Promise.all(
    numbers.map((number) =>
      commits.write((tx) => {
        order.push(number)
        writeMeta(tx, 'last', String(number))
        return readMeta(tx, 'last')
      }),
    ),
  )
  t.strictSame(order, numbers)
  t.strictSame(results, ['1', '2', '3'])
  t.equal(readMeta(store, 'last'), '3')
})

await t.test('a failing write undoes only itself', async (t) => {
  const { store, commits } = temporaryStore(t)
  const first = commits.write((tx) => writeMeta(tx, 'first', 'kept'))
  const failing = commits.write((tx) => {
    writeMeta(tx, 'second', 'undone')
    appendToLedger(tx, entry)
    throw new Error('no')
  })
  const third = commits.write((tx) => appendToLedger(tx, entry))
  await t.rejects(failing, { message: 'no' })
  await first
  t.equal(await third, 1, 'the chain goes on as if the failed one had never been')
  t.equal(readMeta(store, 'first'), 'kept')
  t.equal(readMeta(store, 'second'), null)
})

await t.test('what waits for the commit runs only after it, and not for a failed write', async (t) => {
  const { commits } = temporaryStore(t)
  const seen: string[] = []
  await commits.write((tx) => {
    tx.afterCommit(() => seen.push('committed'))
    seen.push('run')
  })
  await t.rejects(
    commits.write((tx) => {
      tx.afterCommit(() => seen.push('never'))
      throw new Error('no')
    }),
  )
  t.strictSame(seen, ['run', 'committed'])
})

await t.test('closing writes what was asked for and refuses the rest', async (t) => {
  const { store, commits } = temporaryStore(t)
  const asked = commits.write((tx) => writeMeta(tx, 'asked', 'yes'))
  await Promise.all([asked, commits.close()])
  t.equal(readMeta(store, 'asked'), 'yes')
  await t.rejects(
    commits.write(() => {}),
    { message: 'the store is closing' },
  )
})
