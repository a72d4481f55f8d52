import canonicalize from 'canonicalize'
import t from 'tap'
import { appendToLedger, canonicalEntry, chainHash } from '../../appliance/ledger/append.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { temporaryStore } from '../support/temporary-store.ts'

const entry = {
  at: '2026-11-20T10:00:00.000Z',
  actor: 'user:ana',
  action: 'test.noted',
  subject: 'test:1',
  requestId: 'r-1',
  body: { b: 1.5, a: 'ä"\u0007', nested: { z: [true, null], c: '' } },
}

await t.test('entries are chained by hash', async (t) => {
  const { store, commits } = temporaryStore(t)
  await commits.write((tx) => [appendToLedger(tx, entry), appendToLedger(tx, entry)])
  const [second, first] = listLedger(store, {}, 10, null)
  t.strictSame([first!.seq, second!.seq], [1, 2])
  t.strictSame(Buffer.from(chainHash(new Uint8Array(32), first!)), first!.hash)
  t.strictSame(Buffer.from(chainHash(first!.hash, second!)), second!.hash)
})

await t.test('the hashed form is canonical JSON', async (t) => {
  const body = canonicalize(entry.body)!
  const { body: plain, ...rest } = entry
  t.equal(canonicalEntry({ ...rest, seq: 7, body }), canonicalize({ ...rest, seq: 7, body: plain }))
})
