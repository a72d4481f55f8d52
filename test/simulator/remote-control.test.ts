import t from 'tap'
import type { Test } from 'tap'
import { readScenario } from '../../appliance/simulator/read-scenario.ts'
import { runSimulation } from '../../appliance/simulator/run-simulation.ts'
import { systemClock } from '../../appliance/system-clock.ts'
import { StandInCsms } from './stand-in-csms.ts'

/** A charger that waits to be told what to do, and the end of it. */
async function idle(t: Test, protocol: string) {
  const csms = await StandInCsms.start(t)
  const scenario = readScenario(`[[chargers]]
    id = "CP1"
    protocol = "${protocol}"
    steps = [{ do = "wait", s = 600 }]`)
  const ending = new AbortController()
  const running = runSimulation(scenario, { url: csms.url, clock: systemClock, signal: ending.signal })
  await csms.until(() => csms.of('StatusNotification').some(isConnectorAvailable))
  const ask = (action: string, payload: object) => csms.clients.get('CP1')!.call(action, payload)
  const end = async () => {
    ending.abort()
    const summary = await running
    t.strictSame([...csms.schemaProblems, ...summary.schemaProblems], [])
    return summary
  }
  return { csms, ask, end }
}

function isConnectorAvailable({ connectorId, status, connectorStatus }: Record<string, any>): boolean {
  return connectorId === 1 && (status ?? connectorStatus) === 'Available'
}

await t.test('a 1.6 charger really starts and stops when it is told to', async (t) => {
  const { csms, ask, end } = await idle(t, 'ocpp1.6')
  t.strictSame(await ask('RemoteStartTransaction', { idTag: 'TAG-1', connectorId: 1 }), {
    status: 'Accepted',
  })
  await csms.until(() => csms.of('StartTransaction').length === 1)
  t.strictSame(await ask('RemoteStartTransaction', { idTag: 'TAG-1', connectorId: 1 }), {
    status: 'Rejected',
  })
  t.strictSame(await ask('RemoteStopTransaction', { transactionId: 99 }), { status: 'Rejected' })
  t.strictSame(await ask('RemoteStopTransaction', { transactionId: 1 }), { status: 'Accepted' })
  await csms.until(() => csms.of('StopTransaction').length === 1)
  t.strictSame(csms.stopReasons(), ['Remote'])
  await end()
})

for (const protocol of ['ocpp2.0.1', 'ocpp2.1']) {
  await t.test(`a ${protocol} charger really starts and stops when it is told to`, async (t) => {
    const { csms, ask, end } = await idle(t, protocol)
    const idToken = { idToken: 'TAG-1', type: 'ISO14443' }
    t.match(await ask('RequestStartTransaction', { idToken, evseId: 1, remoteStartId: 7 }), {
      status: 'Accepted',
    })
    await csms.until(() => csms.starts().length === 1)
    t.match(csms.starts()[0], { triggerReason: 'RemoteStart', transactionInfo: { remoteStartId: 7 } })
    const [transactionId] = csms.startedIds()
    t.match(await ask('RequestStopTransaction', { transactionId }), { status: 'Accepted' })
    await csms.until(() => csms.stopReasons().length === 1)
    t.strictSame(csms.stopReasons(), ['Remote'])
    const seqNos = csms.of('TransactionEvent').map(({ seqNo }) => seqNo)
    t.strictSame(seqNos, [0, 1])
    await end()
  })
}

await t.test('a 1.6 charger keeps what it is configured to', async (t) => {
  const { ask, end } = await idle(t, 'ocpp1.6')
  const change = (key: string, value: string) => ask('ChangeConfiguration', { key, value })
  t.strictSame(await change('localPreAuthorize', 'true'), { status: 'Accepted' })
  t.strictSame(await change('NumberOfConnectors', '9'), { status: 'Rejected' })
  t.strictSame(await change('HeartbeatInterval', 'often'), { status: 'Rejected' })
  t.strictSame(await change('NoSuchKey', '1'), { status: 'NotSupported' })
  t.strictSame(await ask('GetConfiguration', { key: ['LocalPreAuthorize', 'NoSuchKey'] }), {
    configurationKey: [{ key: 'LocalPreAuthorize', readonly: false, value: 'true' }],
    unknownKey: ['NoSuchKey'],
  })
  await end()
})

await t.test('a 2.0.1 charger keeps its variables and reports them', async (t) => {
  const { csms, ask, end } = await idle(t, 'ocpp2.0.1')
  const of = (component: string, variable: string) => ({
    component: { name: component },
    variable: { name: variable },
  })
  const enabled = of('AuthCtrlr', 'LocalPreAuthorize')
  const { setVariableResult } = await ask('SetVariables', {
    setVariableData: [
      { ...enabled, attributeValue: 'true' },
      { ...of('AuthCtrlr', 'Nothing'), attributeValue: '1' },
      { ...of('Nothing', 'Nothing'), attributeValue: '1' },
    ],
  })
  const statuses = setVariableResult.map((result: { attributeStatus: string }) => result.attributeStatus)
  t.strictSame(statuses, ['Accepted', 'UnknownVariable', 'UnknownComponent'])
  const { getVariableResult } = await ask('GetVariables', { getVariableData: [enabled] })
  t.match(getVariableResult, [{ attributeStatus: 'Accepted', attributeValue: 'true' }])
  t.match(await ask('GetBaseReport', { requestId: 5, reportBase: 'FullInventory' }), { status: 'Accepted' })
  await csms.until(() => csms.of('NotifyReport').length === 1)
  t.match(csms.of('NotifyReport')[0], { requestId: 5, seqNo: 0 })
  await end()
})

await t.test('a local list is taken in full and by differences', async (t) => {
  const { ask, end } = await idle(t, 'ocpp1.6')
  const send = (updateType: string, listVersion: number, localAuthorizationList: object[]) =>
    ask('SendLocalList', { updateType, listVersion, localAuthorizationList })
  const entry = { idTag: 'TAG-1', idTagInfo: { status: 'Accepted' } }
  t.strictSame(await send('Differential', 1, [entry]), { status: 'VersionMismatch' })
  t.strictSame(await send('Full', 4, [entry]), { status: 'Accepted' })
  t.strictSame(await send('Differential', 5, [{ idTag: 'TAG-1' }]), { status: 'Accepted' })
  t.strictSame(await ask('GetLocalListVersion', {}), { listVersion: 5 })
  await end()
})

await t.test('a triggered message is sent, and a reset brings a new boot', async (t) => {
  const { csms, ask, end } = await idle(t, 'ocpp1.6')
  t.strictSame(await ask('TriggerMessage', { requestedMessage: 'Heartbeat' }), { status: 'Accepted' })
  await csms.until(() => csms.of('Heartbeat').length === 1)
  t.strictSame(await ask('TriggerMessage', { requestedMessage: 'MeterValues' }), { status: 'NotImplemented' })
  t.strictSame(await ask('Reset', { type: 'Soft' }), { status: 'Accepted' })
  await csms.until(() => csms.of('BootNotification').length === 2)
  t.match((await end()).counts, { connections: 2 })
})
