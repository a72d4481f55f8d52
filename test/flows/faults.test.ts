import t from 'tap'
import { faultOfEvent, faultOfStatus16, type Status16 } from '../../appliance/domain/fault.ts'
import { recordFault, recordStatus } from '../../appliance/flows/record-status.ts'
import { findCharger } from '../../appliance/store/chargers.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { sql } from '../../appliance/store/sql.ts'
import { openDepot, type Depot } from '../support/depot.ts'

const origin = { actor: 'charger:CP1', requestId: null }

async function says(depot: Depot, status: Status16, connectorId = 1): Promise<void> {
  await recordStatus(depot, {
    chargerId: 'CP1',
    evseId: connectorId,
    connectorId,
    status: status.status,
    errorCode: status.errorCode ?? null,
    vendorErrorCode: status.vendorErrorCode ?? null,
    info: status.info ?? null,
    at: depot.clock.now(),
    fault: faultOfStatus16(status),
    origin,
  })
}

function faults(depot: Depot) {
  return depot.store.all(sql.selectFrom('fault').selectAll().orderBy('id'))
}

const broken = {
  status: 'Faulted',
  errorCode: 'OtherError',
  vendorId: 'com.example',
  vendorErrorCode: 'E-0042',
  info: 'relay welded',
}

await t.test('a fault opens with the vendor’s own codes and clears when the charger says so', async (t) => {
  const depot = await openDepot(t)
  await says(depot, broken)
  t.match(faults(depot), [
    {
      chargerId: 'CP1',
      evseId: 1,
      code: 'OtherError',
      vendorId: 'com.example',
      vendorCode: 'E-0042',
      info: 'relay welded',
      startedAt: '2026-11-20T10:00:00.000Z',
      clearedAt: null,
    },
  ])
  depot.clock.advance(60_000)
  await says(depot, { status: 'Available', errorCode: 'NoError' })
  t.match(faults(depot), [{ clearedAt: '2026-11-20T10:01:00.000Z' }])
  const actions = listLedger(depot.store, { subject: 'fault:1' }, 9, null).map(({ action }) => action)
  t.strictSame(actions, ['fault.cleared', 'fault.reported'])
})

await t.test('a fault that is repeated is one fault, another code is another', async (t) => {
  const depot = await openDepot(t)
  for (const status of [broken, broken, { ...broken, vendorErrorCode: 'E-0043' }]) await says(depot, status)
  await says(depot, broken, 2)
  t.strictSame(
    faults(depot).map(({ vendorCode, evseId }) => [vendorCode, evseId]),
    [
      ['E-0042', 1],
      ['E-0043', 1],
      ['E-0042', 2],
    ],
  )
  await says(depot, { status: 'Available', errorCode: 'NoError' })
  t.strictSame(
    faults(depot).map(({ clearedAt }) => clearedAt !== null),
    [true, true, false],
  )
})

await t.test('connector 0 is the charger as a whole', async (t) => {
  const depot = await openDepot(t)
  await says(depot, { status: 'Unavailable', errorCode: 'NoError' }, 0)
  t.equal(findCharger(depot.store, 'CP1')?.reportedStatus, 'Unavailable')
  t.strictSame(depot.store.all(sql.selectFrom('connector').selectAll()), [])
})

await t.test('what a connector says last is what it is', async (t) => {
  const depot = await openDepot(t)
  for (const status of ['Preparing', 'Charging', 'Finishing'])
    await says(depot, { status, errorCode: 'NoError' })
  t.match(depot.store.all(sql.selectFrom('connector').selectAll()), [{ status: 'Finishing', evseId: 1 }])
})

await t.test('OCPP 2.x reports a fault by an event, and each clears alone', async (t) => {
  const depot = await openDepot(t)
  const place = { chargerId: 'CP1', evseId: 1, connectorId: 1 }
  const alert = (name: string, techCode: string, cleared = false) =>
    recordFault(
      depot,
      origin,
      place,
      faultOfEvent({
        trigger: 'Alerting',
        actualValue: 'true',
        techCode,
        cleared,
        component: { name },
        variable: { name: 'Problem' },
      })!,
      depot.clock.now(),
    )
  await alert('Connector', 'X1')
  await alert('RCD', 'X2')
  await alert('Connector', 'X1', true)
  t.match(faults(depot), [
    { code: 'Connector.Problem', vendorCode: 'X1', clearedAt: /2026/ },
    { code: 'RCD.Problem', vendorCode: 'X2', clearedAt: null },
  ])
})

await t.test('a denial opens no fault', async (t) => {
  const depot = await openDepot(t)
  await depot.authorise('STRANGER')
  await depot.start({ idTag: 'STRANGER' })
  t.strictSame(faults(depot), [])
})
