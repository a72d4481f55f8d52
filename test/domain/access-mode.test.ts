import * as fc from 'fast-check'
import t from 'tap'
import {
  accessModes,
  modeAt,
  type AccessMode,
  type AccessOverride,
  type AccessPolicy,
} from '../../appliance/domain/access-mode.ts'

const policy: AccessPolicy = {
  defaultMode: 'freevend',
  windows: [],
  onBoundary: 'finish',
  fallback: 'use_last_known',
  offlinePolicy: 'listed_only',
  listMaxAgeS: null,
  zone: 'Europe/Berlin',
  version: 3,
}
const hour = (hours: number) => Temporal.Instant.from('2026-11-20T00:00:00Z').add({ hours })

function override(id: number, mode: AccessMode, from: number, until: number): AccessOverride {
  return { id, mode, from: hour(from), until: hour(until), reason: 'test', actor: 'user:ana' }
}

function answer(overrides: AccessOverride[], at: number) {
  const { mode, because, nextChangeAt, nextMode } = modeAt(policy, overrides, hour(at))
  return [mode, because.source, because.id, nextChangeAt?.toString() ?? null, nextMode]
}

await t.test('without an override the default holds for ever', async (t) => {
  t.same(answer([], 1), ['freevend', 'default', null, null, null])
  t.equal(modeAt(policy, [], hour(1)).because.version, 3)
})

await t.test('an override starts with its first instant and ends before its last', async (t) => {
  const overrides = [override(1, 'managed_access', 2, 4)]
  t.same(answer(overrides, 1), ['freevend', 'default', null, '2026-11-20T02:00:00Z', 'managed_access'])
  t.same(answer(overrides, 2), ['managed_access', 'override', 1, '2026-11-20T04:00:00Z', 'freevend'])
  t.same(answer(overrides, 4), ['freevend', 'default', null, null, null])
})

await t.test('the newest of overlapping overrides wins, and an older one returns when it ends', async (t) => {
  const overrides = [override(2, 'freevend', 3, 4), override(1, 'managed_access', 2, 6)]
  t.same(answer(overrides, 2), ['managed_access', 'override', 1, '2026-11-20T03:00:00Z', 'freevend'])
  t.same(answer(overrides, 3), ['freevend', 'override', 2, '2026-11-20T04:00:00Z', 'managed_access'])
  t.same(answer(overrides, 4), ['managed_access', 'override', 1, '2026-11-20T06:00:00Z', 'freevend'])
})

await t.test('a change of cause without a change of mode is no next change', async (t) => {
  const overrides = [override(1, 'managed_access', 2, 4), override(2, 'managed_access', 3, 8)]
  t.same(answer(overrides, 2), ['managed_access', 'override', 1, '2026-11-20T08:00:00Z', 'freevend'])
  t.same(answer([override(1, 'freevend', 2, 4)], 1), ['freevend', 'default', null, null, null])
})

await t.test('an override that ended before it began counts for nothing', async (t) => {
  t.same(answer([override(1, 'managed_access', 4, 4), override(2, 'managed_access', 5, 3)], 1), [
    'freevend',
    'default',
    null,
    null,
    null,
  ])
})

const anyOverrides = fc
  .array(fc.tuple(fc.constantFrom(...accessModes), fc.nat(12), fc.nat(12)), { maxLength: 6 })
  .map((some) => some.map(([mode, from, until], index) => override(index + 1, mode, from, until)))

await t.test('the next change is the first hour at which the mode differs', async () => {
  fc.assert(
    fc.property(anyOverrides, fc.nat(12), (overrides, at) => {
      const { mode, nextChangeAt, nextMode } = modeAt(policy, overrides, hour(at))
      let expected: number | null = null
      for (let later = at + 1; later <= 13 && expected === null; later++) {
        if (modeAt(policy, overrides, hour(later)).mode !== mode) expected = later
      }
      if (expected === null) return nextChangeAt === null && nextMode === null
      return nextChangeAt?.equals(hour(expected)) === true && nextMode !== mode
    }),
  )
})

await t.test('the order in which overrides are listed does not matter', async () => {
  fc.assert(
    fc.property(anyOverrides, fc.nat(12), (overrides, at) => {
      const forwards = JSON.stringify(modeAt(policy, overrides, hour(at)))
      return JSON.stringify(modeAt(policy, overrides.toReversed(), hour(at))) === forwards
    }),
  )
})
