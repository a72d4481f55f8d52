import t from 'tap'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { sendCommand } from '../../appliance/flows/send-command.ts'
import { sql } from '../../appliance/store/sql.ts'
import { openDepot, type Depot } from '../support/depot.ts'
import { nobodyThere } from '../support/nobody-there.ts'

const card = '04A1B2C3D4'

function decisions(depot: Depot): object[] {
  const columns = ['outcome', 'reason', 'maskedIdentifier', 'evseId', 'observed'] as const
  return depot.store.all(sql.selectFrom('decision').select(columns).orderBy('id'))
}

const allowed = { outcome: 'allow', reason: 'own_fleet', maskedIdentifier: '04••••••D4' }
const rejected = { ...allowed, outcome: 'deny', reason: 'charger_local_rejection', evseId: 1, observed: 0 }

await t.test('a session that we allowed and its charger turned away is recorded as such, once', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const { transactionId } = await depot.start({ idTag: card })
  const stop = { transactionId, idTag: card, reason: 'DeAuthorized' }
  await depot.stop(stop)
  await depot.stop(stop)
  t.match(decisions(depot), [allowed, rejected])
  t.equal(decisions(depot).length, 2)
})

await t.test('the same by an event of OCPP 2.x', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  await depot.event({ eventType: 'Started', seqNo: 0, token: card })
  const ended = { eventType: 'Ended', seqNo: 1, stoppedReason: 'DeAuthorized' } as const
  await depot.event(ended)
  await depot.event(ended)
  t.match(decisions(depot), [allowed, rejected])
  t.equal(decisions(depot).length, 2)
})

await t.test(
  'a session that was denied, asked to stop, or open to all is not called turned away',
  async (t) => {
    const depot = await openDepot(t)
    const denied = await depot.start({ idTag: 'STRANGER' })
    await depot.stop({ transactionId: denied.transactionId, reason: 'DeAuthorized' })
    t.match(decisions(depot), [{ reason: 'unknown_identifier' }])

    await depot.card(card)
    depot.clock.advance(1000)
    const { transactionId } = await depot.start({ idTag: card })
    const command = { chargerId: 'CP1', action: 'RemoteStopTransaction', payload: { transactionId } }
    await sendCommand(depot, nobodyThere, gatewayOrigin, command)
    await depot.stop({ transactionId, reason: 'DeAuthorized' })
    t.equal(decisions(depot).length, 2)

    await depot.openToAll()
    depot.clock.advance(1000)
    const open = await depot.start({ idTag: card })
    await depot.stop({ transactionId: open.transactionId, reason: 'DeAuthorized' })
    t.equal(decisions(depot).length, 2)
  },
)

await t.test('an answer that is durable later than the charger waits is recorded as too late', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const inTime = depot.authorise(card)
  depot.clock.advance(30_000)
  await inTime
  t.match(decisions(depot), [allowed])
  t.equal(decisions(depot).length, 1)
  const late = depot.authorise(card)
  depot.clock.advance(30_001)
  t.match(await late, { verdict: 'allow' })
  t.match(decisions(depot)[2], { ...allowed, outcome: 'deny', reason: 'authorisation_timeout' })
  const refused = depot.authorise('STRANGER')
  depot.clock.advance(30_001)
  await refused
  t.match(decisions(depot)[3], { reason: 'unknown_identifier' })
  t.equal(decisions(depot).length, 4)
})
