import t from 'tap'
import { redactFrame, redactPayload } from '../../appliance/ocpp/redact.ts'
import { ocppVersions } from '../../appliance/ocpp/rpc/protocol.ts'

await t.test('frames without identifiers are stored as they came', (t) => {
  const frames = [
    '[2,"19223201","Heartbeat",{}]',
    '[3,"19223201",{"currentTime":"2026-11-20T10:12:00Z"}]',
    '[2,"1","BootNotification",{"chargePointVendor":"ABB","chargePointModel":"CDT_TACW11::NET_WIFI","firmwareVersion":"1.6.6","iccid":"8931","meterSerialNumber":"00:12"}]',
    '[3,"1",{"status":"Accepted","currentTime":"2026-11-20T10:12:00.000Z","interval":300}]',
    '[2,"2","StatusNotification",{"connectorId":1,"errorCode":"OtherError","info":"Door open","status":"Faulted","vendorErrorCode":"0x0000A1B2"}]',
    '[2,"3","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-11-20T10:12:00Z","sampledValue":[{"value":"1234.5","unit":"Wh","measurand":"Energy.Active.Import.Register","phase":"L1"}]}]}]',
    '[3,"4",{"configurationKey":[{"key":"MeterValuesSampledData","readonly":false,"value":"Current.Import,Voltage"},{"key":"UseAuthorizationKeyWithoutDecoding","readonly":false,"value":"true"}],"unknownKey":["HeartBeatInterval"]}]',
    '[4,"5","PropertyConstraintViolation","connectorId must be >= 0",{}]',
  ]
  for (const frame of frames) t.equal(redactFrame(frame, 'ocpp1.6', 'out').text, frame)
  const event =
    '[2,"6","TransactionEvent",{"eventType":"Started","timestamp":"2026-11-20T10:12:00Z","triggerReason":"Authorized","seqNo":0,"transactionInfo":{"transactionId":"5f9c1d1e-77b0-4f0e-8d6c-3f8f0a6f2c11"},"evse":{"id":1,"connectorId":1}}]'
  for (const version of ['ocpp2.0.1', 'ocpp2.1'] as const) t.equal(redactFrame(event, version).text, event)
  t.end()
})

await t.test('identifiers are masked as everywhere else', (t) => {
  const table = [
    ['{"idTag":"04a2b3c4d5e680"}', '{"idTag":"04••••••••••80"}'],
    ['{"IDTAG":"TAG-001\\u0000"}', '{"IDTAG":"TA•••01"}'],
    ['{"idTag":1234567890}', '{"idTag":"12••••••90"}'],
    [
      '{"idToken":{"idToken":"AA:BB:CC:DD:EE:FF","type":"MacAddress","additionalInfo":[{"additionalIdToken":"DE-ABC-C12345678-X","type":"eMAID"}]}}',
      '{"idToken":{"idToken":"AA••••••••FF","type":"MacAddress","additionalInfo":[{"additionalIdToken":"DE•••••••••••8X","type":"eMAID"}]}}',
    ],
    [
      '{"idToken":{"idToken":"04A2B3C4","type":"04A2B3C4"}}',
      '{"idToken":{"idToken":"04••••C4","type":"04••••C4"}}',
    ],
    ['{"techInfo":"card 04A2B3C4D5 of aa-bb-cc-dd-ee-ff"}', '{"techInfo":"card 04••••••D5 of AA••••••••FF"}'],
  ] as const
  for (const [payload, shown] of table) {
    for (const version of ocppVersions) {
      t.equal(redactFrame(`[3,"1",${payload}]`, version).text, `[3,"1",${shown}]`)
    }
  }
  t.equal(
    redactFrame('[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"FLEET-7"}}]', 'ocpp1.6').text,
    '[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"FL•••-7"}}]',
  )
  t.end()
})

await t.test('passwords and keys are hidden, in whatever letter case', (t) => {
  const change = '[2,"1","ChangeConfiguration",{"key":"authorizationKEY","value":"4142434445464748"}]'
  t.equal(
    redactFrame(change, 'ocpp1.6').text,
    '[2,"1","ChangeConfiguration",{"key":"authorizationKEY","value":"‹hidden›"}]',
  )
  const set = {
    setVariableData: [
      {
        attributeValue: 'a password',
        component: { name: 'SecurityCtrlr' },
        variable: { name: 'BasicAuthPassword' },
      },
      {
        attributeValue: '300',
        component: { name: 'OCPPCommCtrlr' },
        variable: { name: 'HeartbeatInterval' },
      },
    ],
  }
  t.match(redactPayload(set, 'ocpp2.0.1'), {
    setVariableData: [{ attributeValue: '‹hidden›' }, { attributeValue: '300' }],
  })
  const report = {
    component: { name: 'SecurityCtrlr' },
    variable: { name: 'BasicAuthPassword' },
    variableAttribute: [{ type: 'Actual', value: 'a password' }],
  }
  t.match(redactPayload(report, 'ocpp2.0.1'), { variableAttribute: [{ value: '‹hidden›' }] })
  const network = {
    connectionData: {
      ocppCsmsUrl: 'wss://CP1:secret@csms.example/ocpp?key=1',
      apn: { apn: 'internet', apnUserName: 'user', apnPassword: 'secret', simPin: 1234 },
      vpn: { server: 'vpn.example', user: 'user', password: 'secret', key: 'secret', type: 'IPSec' },
    },
  }
  t.match(redactPayload(network, 'ocpp2.0.1'), {
    connectionData: {
      ocppCsmsUrl: 'wss://•••@csms.example/ocpp?•••',
      apn: { apn: 'internet', apnUserName: '‹hidden›', apnPassword: '‹hidden›', simPin: '‹hidden›' },
      vpn: { user: '‹hidden›', password: '‹hidden›', key: '‹hidden›' },
    },
  })
  t.equal(
    redactFrame('[2,"1","GetDiagnostics",{"location":"ftp://user:p@ss@host/up"}]', 'ocpp1.6').text,
    '[2,"1","GetDiagnostics",{"location":"ftp://•••@host/up"}]',
  )
  t.end()
})

await t.test('data, papers and signed meter values are shown by their size', (t) => {
  const pem = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB'
  const ocmf = 'OCMF|{"ID":"04A2B3C4D5E680"}|{"SD":"00"}'
  const table = [
    [
      { vendorId: 'com.example', data: 'card 04A2' },
      { vendorId: 'com.example', data: '‹9 characters›' },
    ],
    [{ data: { card: '04A2' } }, { data: '‹1 fields›' }],
    [{ csr: pem }, { csr: '-----BEGIN CERTIFICATE REQUEST-----…‹40 characters›' }],
    [
      { sampledValue: [{ value: ocmf, format: 'SignedData' }] },
      // No word of OCPP 2.0.1.
      { sampledValue: [{ value: '‹40 characters›', format: '‹10 characters›' }] },
    ],
    [
      { customData: { vendorId: 'com.example', card: '04A2' } },
      { customData: { vendorId: 'com.example', '…': '‹1 fields›' } },
    ],
    [
      { cardNumber: 1234, '04A2B3C4': true },
      { '‹10 characters›': '‹4 characters›', '‹8 characters›': true },
    ],
  ]
  for (const [payload, shown] of table) t.strictSame(redactPayload(payload, 'ocpp2.0.1'), shown)
  t.end()
})

await t.test('a frame that cannot be read is stored as its length and the reason', (t) => {
  const unreadable = { kind: 'unreadable', action: null, messageId: null }
  const table = [
    ['{"idTag":"04A2', '‹not valid JSON, 14 characters›'],
    ['"04A2B3C4"', '‹not a JSON array, 10 characters›'],
    ['[9,"04A2B3C4"]', '‹not an OCPP message type, 14 characters›'],
  ] as const
  for (const [text, shown] of table)
    t.strictSame(redactFrame(text, 'ocpp1.6'), { ...unreadable, text: shown })
  const deep = `[2,"1","Authorize",{"value":${'['.repeat(30_000)}${']'.repeat(30_000)}}]`
  t.match(redactFrame(deep, 'ocpp1.6'), { kind: 'call', action: 'Authorize' })
  t.end()
})

await t.test('texts smuggled in as message id, action or payload are not shown', (t) => {
  const frame = '[2,"the card 04A2B3C4D5E680","04A2B3C4","04A2B3C4D5E680",["04A2B3C4D5E680"]]'
  const { text, messageId, ...shown } = redactFrame(frame, 'ocpp1.6')
  t.strictSame(shown, { kind: 'call', action: '‹8 characters›' })
  t.equal(text, `[2,"${messageId}","‹8 characters›","‹14 characters›","‹1 entries›"]`)
  const error = redactFrame('[5,"zz","GenericError","MARKEDSECRETIDENT desc",{}]', 'ocpp2.1')
  t.equal(error.text, '[5,"zz","GenericError","‹22 characters›",{}]')
  t.end()
})

await t.test('an id that is plainly one is shown, any other by a hash that its answer has too', (t) => {
  const idOf = (id: string) => redactFrame(JSON.stringify([3, id, {}]), 'ocpp1.6').messageId
  for (const id of ['5f9c1d1e-77b0-4f0e-8d6c-3f8f0a6f2c11', '19223201', '-1', 'm1', '1f-2e3d-4c5b'])
    t.equal(idOf(id), id)
  for (const id of ['04A2B3C4', '04-A2-B3-C4', '04A2B3C4D5E680-1', '0078652934', 'MARKED', 'a-b_c.1:2'])
    t.match(idOf(id), new RegExp(`^‹${id.length} characters, [0-9a-f]{8}›$`))
  const call = redactFrame('[2,"card 04A2B3C4","Heartbeat",{}]', 'ocpp1.6')
  t.equal(idOf('card 04A2B3C4'), call.messageId)
  t.not(idOf('card 04A2B3C5'), call.messageId)
  t.end()
})

await t.test('a value that its schema has no room for is shown by its length', (t) => {
  const table = [
    ['{"reason":"Remote","status":"MARKED"}', '{"reason":"Remote","status":"‹6 characters›"}'],
    ['{"timestamp":"2026-11-20 10:12"}', '{"timestamp":"2026-11-20 10:12"}'],
    ['{"timestamp":"2026-11-20 MARKED"}', '{"timestamp":"‹17 characters›"}'],
    ['{"connectorId":"1","meterStart":"MARKED"}', '{"connectorId":"1","meterStart":"‹6 characters›"}'],
    ['{"status":" accepted\\u0000"}', '{"status":" accepted\\u0000"}'],
    ['{"vendorErrorCode":"card 04A2B3C4"}', '{"vendorErrorCode":"card 04••••C4"}'],
    ['{"cardholder":1}', '{"‹10 characters›":"‹1 characters›"}'],
  ] as const
  for (const [payload, shown] of table)
    t.equal(redactFrame(`[3,"1",${payload}]`, 'ocpp1.6').text, `[3,"1",${shown}]`)
  t.end()
})

await t.test('a setting that is named for a tag does not show it', (t) => {
  for (const key of ['FreeVendTag', 'FreeVend-Tag2', 'GratisTag', 'FreevendIdTag']) {
    const configurationKey = [{ key, readonly: false, value: '04A2B3C4D5E680' }]
    t.match(redactPayload({ configurationKey }, 'ocpp1.6'), {
      configurationKey: [{ key, value: '04••••••••••80' }],
    })
  }
  t.end()
})

await t.test('long frames are cut off', (t) => {
  const localAuthorizationList = Array.from({ length: 2_000 }, (_, index) => ({ idTag: `TAG-${index}-04A2` }))
  const text = JSON.stringify([2, '1', 'SendLocalList', { listVersion: 1, localAuthorizationList }])
  t.ok(redactFrame(text, 'ocpp1.6').text.length < 17_000)
  t.end()
})
