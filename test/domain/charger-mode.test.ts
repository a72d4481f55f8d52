import t from 'tap'
import { shownStatus, type ChargerMode } from '../../appliance/domain/charger-mode.ts'

const confirmed: ChargerMode = {
  chargerId: 'CP1',
  expectedMode: 'managed_access',
  expectedBecause: { source: 'window', id: 1, version: 1 },
  expectedSince: '2026-11-20T18:00:00.000Z',
  observedMode: 'managed_access',
  observedAt: '2026-11-20T18:00:05.000Z',
  status: 'confirmed',
  attempt: 1,
  lastAttemptAt: '2026-11-20T18:00:05.000Z',
  nextAttemptAt: null,
  problem: null,
  missed: 0,
}
const now = { mode: 'managed_access', online: true, enforceable: true } as const

await t.test('what people are shown of expected and observed mode', async (t) => {
  t.equal(shownStatus(confirmed, now), 'confirmed')
  t.equal(shownStatus(confirmed, { ...now, online: false }), 'unconfirmed', 'nobody vouches for what is away')
  t.equal(shownStatus(confirmed, { ...now, mode: 'freevend' }), 'applying', 'a boundary has just passed')
  t.equal(shownStatus(confirmed, { ...now, enforceable: false }), 'unsupported')
  t.equal(shownStatus({ ...confirmed, status: 'rejected' }, { ...now, online: false }), 'rejected')
  t.equal(shownStatus({ ...confirmed, status: 'unsupported' }, now), 'applying', 'it can be by now')
  t.equal(shownStatus(undefined, now), 'unconfirmed')
})
