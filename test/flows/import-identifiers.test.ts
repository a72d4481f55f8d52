import t from 'tap'
import { addAgreement } from '../../appliance/flows/add-agreement.ts'
import { changeIdentifier } from '../../appliance/flows/change-identifier.ts'
import { importIdentifiers } from '../../appliance/flows/import-identifiers.ts'
import { listIdentifiers } from '../../appliance/store/identifier-list.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'

const ana = { actor: 'user:ana', requestId: null }
const header = 'identifier,class,vehicle,agreement,valid_to\n'

function everything(flows: TestFlows) {
  return listIdentifiers(flows.store, {}, { limit: 100, cursor: null }).items
}

await t.test('a preview says what would happen and changes nothing', async (t) => {
  const flows = await testFlows(t)
  const csv = `${header}TAG-001,own_fleet,BUS-1,,\nTAG-002,own_fleet,BUS-2,,\n`
  const outcome = await importIdentifiers(flows, ana, { csv, dryRun: true })
  t.strictSame(outcome, { kind: 'preview', rows: 2, created: 2, updated: 0 })
  t.strictSame(everything(flows), [])
  t.equal(flows.facts.listVersion, 0)
})

await t.test('new identifiers are created and known ones updated by their key', async (t) => {
  const flows = await testFlows(t)
  await importIdentifiers(flows, ana, { csv: `${header}TAG-001,own_fleet,BUS-1,,\n`, dryRun: false })
  await changeIdentifier(flows, ana, { id: 1, change: { concurrencyLimit: 2 } })
  const csv = `${header}tag-001,own_fleet,BUS-9,,2026-12-31\nTAG-002,own_fleet,BUS-2,,\n`
  const outcome = await importIdentifiers(flows, ana, { csv, dryRun: false })
  t.strictSame(outcome, { kind: 'applied', rows: 2, created: 1, updated: 1 })
  t.match(everything(flows), [
    { id: 2, vehicle: 'BUS-2' },
    // The named day is the last one, in the depot's zone; what the file cannot say stays.
    { id: 1, vehicle: 'BUS-9', validTo: '2027-01-01T00:00:00.000Z', concurrencyLimit: 2 },
  ])
  t.equal(flows.facts.listVersion, 3, 'one more for each import, however many rows')
  t.match(listLedger(flows.store, { subject: 'identifier:1' }, 1, null), [{ action: 'identifier.changed' }])
})

await t.test('one bad line keeps the whole file out, and each is told with its number', async (t) => {
  const flows = await testFlows(t)
  await addAgreement(flows, ana, {
    name: 'North',
    status: 'active',
    validFrom: null,
    validTo: null,
    maxAgeS: null,
  })
  const lines = [
    'TAG-001,own_fleet,BUS-1,,',
    `${'X'.repeat(21)},own_fleet,BUS-2,,`,
    'TAG-003,agreement,BUS-3,South,',
    'TAG-004,agreement,BUS-4,North,',
    'TAG-001,own_fleet,BUS-5,,',
  ]
  const outcome = await importIdentifiers(flows, ana, { csv: header + lines.join('\n'), dryRun: false })
  t.match(outcome, {
    kind: 'invalid',
    errors: [
      { line: 3, field: 'identifier' },
      { line: 4, field: 'agreement' },
      { line: 6, field: 'identifier' },
    ],
  })
  t.strictSame(everything(flows), [])
})

await t.test('a large file is sealed in turns, so that chargers are served meanwhile', async (t) => {
  const flows = await testFlows(t)
  const rows = Array.from({ length: 2000 }, (_, index) => `TAG-${index},own_fleet,BUS-${index},,`)
  let turns = 0
  let running = true
  const count = () => {
    turns += 1
    if (running) setImmediate(count)
  }
  setImmediate(count)
  await importIdentifiers(flows, ana, { csv: header + rows.join('\n'), dryRun: true })
  running = false
  t.ok(turns >= 4)
})
