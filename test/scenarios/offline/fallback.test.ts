import t from 'tap'
import { raiseListVersion } from '../../../appliance/store/list-version.ts'
import { writeMeta } from '../../../appliance/store/meta.ts'
import { bootCharger } from '../../support/charger.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

interface Decisions {
  readonly items: readonly { readonly reason: string; readonly outcome: string }[]
}

const reasons = async (gateway: TestGateway) =>
  (await gateway.api<Decisions>('GET', '/api/decisions')).items.map(({ reason }) => reason)

async function withFallback(gateway: TestGateway, fallback: string): Promise<void> {
  const card = { identifier: 'KNOWN-1', accessClass: 'own_fleet', vehicle: 'BUS-1' }
  await gateway.api('POST', '/api/identifiers', card)
  await gateway.api('PUT', '/api/policy', { fallback, listMaxAgeS: 3600, acknowledgePartial: true })
}

const expected = {
  use_last_known: { KNOWN: 'Accepted', STRANGER: 'Invalid' },
  deny_all: { KNOWN: 'Invalid', STRANGER: 'Invalid' },
} as const

for (const fallback of ['use_last_known', 'deny_all'] as const) {
  await t.test(`clock unknown under ${fallback}`, async (t) => {
    const clock = new FakeClock()
    const before = await startGateway(t, { clock })
    await withFallback(before, fallback)
    // A box without a battery wakes up in the past.
    clock.setNow('1970-01-01T00:03:00Z')
    const gateway = await before.restart()
    const charger = await bootCharger(t, gateway)
    const ask = (idTag: string) => charger.call<{ idTagInfo: { status: string } }>('Authorize', { idTag })
    t.equal((await ask('KNOWN-1')).idTagInfo.status, expected[fallback].KNOWN)
    t.equal((await ask('STRANGER')).idTagInfo.status, expected[fallback].STRANGER)
    const told =
      fallback === 'deny_all' ? ['clock_unknown', 'clock_unknown'] : ['unknown_identifier', 'own_fleet']
    t.strictSame(await reasons(gateway), told)
  })

  await t.test(`list too old under ${fallback}`, async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    await withFallback(gateway, fallback)
    // As a back-office leaves it that has not been heard of for two hours.
    const { commits, facts } = gateway.flow
    await commits.write((tx) => {
      writeMeta(tx, 'listRefreshedAt', '2026-11-20T08:00:00.000Z')
      raiseListVersion(tx)
      facts.clear()
    })
    const charger = await bootCharger(t, gateway)
    const ask = (idTag: string) => charger.call<{ idTagInfo: { status: string } }>('Authorize', { idTag })
    t.equal((await ask('KNOWN-1')).idTagInfo.status, expected[fallback].KNOWN)
    t.equal((await ask('STRANGER')).idTagInfo.status, expected[fallback].STRANGER)
    const told =
      fallback === 'deny_all' ? ['list_too_old', 'list_too_old'] : ['unknown_identifier', 'own_fleet']
    t.strictSame(await reasons(gateway), told)
    const sync = await gateway.api<{ listAgeS: number }>('GET', '/api/sync')
    t.equal(sync.listAgeS, 7200)
  })
}
