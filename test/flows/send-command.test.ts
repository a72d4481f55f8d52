import t from 'tap'
import { sendCommand } from '../../appliance/flows/send-command.ts'
import { openGateway } from '../../appliance/flows/open-gateway.ts'
import { createChargerLink } from '../../appliance/ocpp/charger-link.ts'
import { updateSeen } from '../../appliance/store/charger-reports.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { sql } from '../../appliance/store/sql.ts'
import { offlineLink, onlineLink } from '../support/charger-link.ts'
import { openDepot, type Depot } from '../support/depot.ts'

const ana = { actor: 'user:ana', requestId: 'r-1' }
const card = '04A1B2C3D4'
const remoteStart = {
  chargerId: 'CP1',
  action: 'RemoteStartTransaction',
  payload: { idTag: card, connectorId: 1 },
}

function commands(depot: Depot) {
  return depot.store.all(sql.selectFrom('command').selectAll())
}

await t.test('a command and its answer are stored, with who asked', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot)
  const command = { chargerId: 'CP1', action: 'Reset', payload: { type: 'Soft' } }
  const outcome = await sendCommand(depot, link, ana, command)
  t.match(outcome, { kind: 'answered', reply: { ok: true, payload: { status: 'Accepted' } } })
  t.strictSame(link.sent, [command])
  t.match(commands(depot), [
    { action: 'Reset', actor: 'user:ana', requestId: 'r-1', outcome: 'answered', payload: '{"type":"Soft"}' },
  ])
  const entries = listLedger(depot.store, { requestId: 'r-1' }, 9, null)
  t.strictSame(
    entries.map(({ action, actor }) => [action, actor]),
    [
      ['command.completed', 'user:ana'],
      ['command.sent', 'user:ana'],
    ],
  )
})

await t.test('neither identifiers nor secrets are stored, yet the charger gets them', async (t) => {
  const depot = await openDepot(t)
  await depot.card(card)
  const link = onlineLink(depot, () => ({
    ok: true,
    payload: { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: 's3cret-value' }] },
  }))
  await sendCommand(depot, link, ana, remoteStart)
  const key = { key: 'AuthorizationKey', value: 's3cret-value' }
  await sendCommand(depot, link, ana, { chargerId: 'CP1', action: 'ChangeConfiguration', payload: key })
  t.strictSame(
    link.sent.map(({ payload }) => payload),
    [remoteStart.payload, key],
  )
  const stored = JSON.stringify([commands(depot), listLedger(depot.store, {}, 100, null), depot.published])
  t.notMatch(stored, card)
  t.notMatch(stored, 's3cret-value')
})

await t.test('what a charger does not do is an outcome', async (t) => {
  const depot = await openDepot(t)
  const refusing = onlineLink(depot, () => ({
    ok: false,
    why: 'call_error',
    detail: 'The charger refused the message.',
    code: 'NotSupported',
  }))
  const reset = { chargerId: 'CP1', action: 'Reset', payload: { type: 'Soft' } }
  t.match(await sendCommand(depot, refusing, ana, reset), { reply: { ok: false, code: 'NotSupported' } })
  t.match(await sendCommand(depot, offlineLink, ana, reset), { reply: { ok: false, why: 'offline' } })
  t.strictSame(
    commands(depot).map(({ outcome }) => outcome),
    ['call_error', 'offline'],
  )
  t.match(await sendCommand(depot, refusing, ana, { ...reset, chargerId: 'CP9' }), {
    kind: 'unknown_charger',
  })
})

await t.test('a remote start is decided first; one that is denied is never sent', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot)
  t.match(await sendCommand(depot, link, ana, remoteStart), {
    kind: 'denied',
    reason: 'unknown_identifier',
  })
  t.strictSame(link.sent, [])
  t.strictSame(commands(depot), [])
  await depot.card(card)
  t.match(await sendCommand(depot, link, ana, remoteStart), { kind: 'answered' })
  const [, , decision] = listLedger(depot.store, {}, 3, null)
  t.match(decision, { action: 'decision.made', actor: 'user:ana', requestId: 'r-1' })
  t.match(JSON.parse(decision!.body), { message: 'RemoteStartTransaction', evseId: 1, connectorId: 1 })
})

await t.test('in freevend a remote start needs no decision', async (t) => {
  const depot = await openDepot(t)
  await depot.openToAll()
  t.match(await sendCommand(depot, onlineLink(depot), ana, remoteStart), { kind: 'answered' })
})

await t.test('OCPP 2.x names an EVSE, not a connector', async (t) => {
  const depot = await openDepot(t)
  const payload = { idToken: { idToken: card, type: 'Central' }, evseId: 2, remoteStartId: 1 }
  const command = { chargerId: 'CP1', action: 'RequestStartTransaction', payload }
  t.match(await sendCommand(depot, onlineLink(depot), ana, command), { kind: 'denied' })
  const [entry] = listLedger(depot.store, { action: 'decision.made' }, 1, null)
  t.match(JSON.parse(entry!.body), { evseId: 2, connectorId: null })
})

const unreadable = [
  {},
  { idTag: 5 },
  { idTag: null },
  { idTag: [card] },
  { idToken: card },
  { idToken: { idToken: 1 } },
]

for (const payload of unreadable) {
  await t.test(
    `a remote start that names nobody, ${JSON.stringify(payload)}, is left to the schema`,
    async (t) => {
      const depot = await openDepot(t)
      const refusal = { ok: false, why: 'bad_request', detail: 'idTag is required' } as const
      for (const action of ['RemoteStartTransaction', 'RequestStartTransaction']) {
        const link = onlineLink(depot, () => refusal)
        t.match(await sendCommand(depot, link, ana, { chargerId: 'CP1', action, payload }), {
          reply: refusal,
        })
      }
      t.equal(listLedger(depot.store, { action: 'decision.made' }, 1, null).length, 0)
    },
  )
}

await t.test('commands whose answer the last process did not live to see are lost', async (t) => {
  const depot = await openDepot(t)
  const link = onlineLink(depot)
  const never: ReturnType<typeof link.call> = new Promise(() => {})
  const asked = Promise.withResolvers<void>()
  void sendCommand(
    depot,
    {
      ...link,
      call() {
        asked.resolve()
        return never
      },
    },
    ana,
    { chargerId: 'CP1', action: 'ClearCache', payload: {} },
  )
  await asked.promise
  t.match(commands(depot), [{ outcome: null }])
  await openGateway(depot, '0.0.0-test')
  t.match(commands(depot), [{ outcome: 'lost', completedAt: '2026-11-20T10:00:00.000Z' }])
})

await t.test('an offline charger is not blamed for a message that its protocol has not', async (t) => {
  const depot = await openDepot(t)
  await depot.commits.write((tx) =>
    updateSeen(tx, {
      id: 'CP1',
      protocol: 'ocpp2.0.1',
      lastSeenAt: '2026-11-20T09:00:00.000Z',
      clockSkewMs: null,
    }),
  )
  const link = createChargerLink(new Map())
  const send = async (action: string, payload: object) => {
    const outcome = await sendCommand(depot, link, ana, { chargerId: 'CP1', action, payload })
    return outcome.kind === 'answered' && !outcome.reply.ok ? outcome.reply.why : outcome.kind
  }
  t.equal(await send('RemoteStopTransaction', { transactionId: 1 }), 'not_supported')
  t.equal(await send('Reset', { type: 'Soft' }), 'bad_request')
  t.equal(await send('Reset', { type: 'Immediate' }), 'offline')
})
