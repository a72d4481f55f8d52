import { join } from 'node:path'
import type { Test } from 'tap'
import { GroupCommit } from '../../appliance/store/group-commit.ts'
import { Store } from '../../appliance/store/store.ts'

/** A real database in a directory that goes away with the test. */
export function temporaryStore(t: Test): { store: Store; commits: GroupCommit } {
  const store = new Store(join(t.testdir(), 'gatehouse.db'))
  t.teardown(() => store.close())
  return { store, commits: new GroupCommit(store) }
}
