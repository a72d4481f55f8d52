import t from 'tap'
import type { Charger, ChargingSession } from '../../ui/lib/api-types.ts'
import {
  answerInWords,
  resetCommand,
  stopCommand,
  triggerCommand,
  unlockCommand,
} from '../../ui/lib/charger-commands.ts'

const old = { protocol: 'ocpp1.6' } as Charger
const modern = { protocol: 'ocpp2.0.1' } as Charger
const session = { id: 42, transactionId: '42' } as ChargingSession

await t.test('each button sends the action of the charger’s own protocol version', async (t) => {
  t.same(stopCommand(old, session), { action: 'RemoteStopTransaction', payload: { transactionId: 42 } })
  t.same(stopCommand(modern, session), { action: 'RequestStopTransaction', payload: { transactionId: '42' } })
  t.same(
    [resetCommand(old, false).payload, resetCommand(old, true).payload],
    [{ type: 'Soft' }, { type: 'Hard' }],
  )
  t.same(
    [resetCommand(modern, false).payload, resetCommand(modern, true).payload],
    [{ type: 'OnIdle' }, { type: 'Immediate' }],
  )
  const outlet = { evseId: 2, connectorId: 1 }
  t.same(unlockCommand(modern, outlet).payload, { evseId: 2, connectorId: 1 })
  t.same(unlockCommand(old, { evseId: 2, connectorId: 2 }).payload, { connectorId: 2 })
  t.same(triggerCommand(modern, 'MeterValues', outlet).payload, {
    requestedMessage: 'MeterValues',
    evse: { id: 2, connectorId: 1 },
  })
})

await t.test('answers are told in plain words', async (t) => {
  t.same(answerInWords({ status: 'Accepted' }), { text: 'The charger accepted it.', good: true })
  t.same(answerInWords({ status: 'UnlockFailed' }), {
    text: 'The charger tried, and could not unlock the connector.',
    good: false,
  })
  t.match(answerInWords({ status: 'Odd' }), { text: /“Odd”/, good: false })
  t.ok(answerInWords({ configurationKey: [] }).good, 'an answer without a status is an answer')
})
