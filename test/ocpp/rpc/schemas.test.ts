import t from 'tap'
import { isRfc3339 } from '../../../appliance/ocpp/rpc/date-time.ts'
import { ocppVersions } from '../../../appliance/ocpp/rpc/protocol.ts'
import { actionsOf, validate } from '../../../appliance/ocpp/rpc/schemas.ts'

await t.test('every action of every version has a request and a response schema that compiles', (t) => {
  const counts = { 'ocpp1.6': 39, 'ocpp2.0.1': 64, 'ocpp2.1': 91 }
  for (const version of ocppVersions) {
    const actions = actionsOf(version)
    t.equal(actions.length, counts[version])
    for (const action of actions) {
      t.not(validate(version, action, 'request', {})?.code, 'NotImplemented')
      // The one message without an answer.
      const sent = action === 'NotifyPeriodicEventStream'
      t.equal(validate(version, action, 'response', {})?.code === 'NotImplemented', sent, action)
    }
  }
  t.end()
})

const meterValue = { timestamp: '2026-11-20T10:00:00Z', sampledValue: [{ value: '1' }] }
const profile = (limit: number) => ({
  connectorId: 1,
  csChargingProfiles: {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
  },
})

const problems: [action: string, payload: unknown, code: string, message: string][] = [
  ['Authorize', {}, 'OccurrenceConstraintViolation', 'idTag is required'],
  ['Authorize', { idTag: 7 }, 'TypeConstraintViolation', 'idTag must be of type string'],
  [
    'Authorize',
    { idTag: 'X'.repeat(21) },
    'PropertyConstraintViolation',
    'idTag must have at most 20 characters',
  ],
  [
    'Authorize',
    { idTag: 'X', SECRET: 1 },
    'FormatViolation',
    'payload has a field that is not known here; known are idTag',
  ],
  [
    'Heartbeat',
    { SECRET: 1 },
    'FormatViolation',
    'payload has a field that is not known here; it takes none',
  ],
  ['Authorize', [], 'TypeConstraintViolation', 'payload must be of type object'],
  ['Reset', { type: 'SECRET' }, 'PropertyConstraintViolation', 'type must be one of Hard, Soft'],
  [
    'MeterValues',
    { connectorId: 1, meterValue: [meterValue, { ...meterValue, timestamp: 'SECRET' }] },
    'PropertyConstraintViolation',
    'meterValue[1].timestamp must be an RFC 3339 date-time with its zone, such as 2026-01-31T12:00:00Z',
  ],
  [
    'MeterValues',
    { connectorId: 1, meterValue: [{ ...meterValue, sampledValue: [{}] }] },
    'OccurrenceConstraintViolation',
    'meterValue[0].sampledValue[0].value is required',
  ],
  [
    'SetChargingProfile',
    profile(13.37),
    'PropertyConstraintViolation',
    'csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit must be a multiple of 0.1',
  ],
  ['TransactionEvent', {}, 'NotImplemented', 'action is not part of ocpp1.6'],
  ['constructor', {}, 'NotImplemented', 'action is not part of ocpp1.6'],
]

for (const [action, payload, code, message] of problems) {
  await t.test(`${action}: ${message}`, (t) => {
    t.match(validate('ocpp1.6', action, 'request', payload), { code, message })
    t.end()
  })
}

await t.test('bounds on numbers and on lists are named with their limit', (t) => {
  const report = { requestId: 1, generatedAt: '2026-11-20T10:00:00Z', seqNo: 0, reportData: [] }
  t.match(validate('ocpp2.0.1', 'NotifyReport', 'request', report), {
    code: 'OccurrenceConstraintViolation',
    message: 'reportData must have at least 1 entries',
  })
  t.match(validate('ocpp2.1', 'NotifyPeriodicEventStream', 'request', { id: -1, pending: 0, data: [] }), {
    code: 'OccurrenceConstraintViolation',
  })
  const stream = { id: -1, pending: 0, basetime: '2026-11-20T10:00:00Z', data: [{ t: 1, v: '1' }] }
  t.match(validate('ocpp2.1', 'NotifyPeriodicEventStream', 'request', stream), {
    code: 'PropertyConstraintViolation',
    message: 'id must be >= 0',
  })
  t.end()
})

await t.test('a tenth is a tenth, whatever binary floating point makes of it', (t) => {
  for (const limit of [0.1, 0.3, 13.3, 16.1, 32, 63.9]) {
    t.equal(validate('ocpp1.6', 'SetChargingProfile', 'request', profile(limit)), null)
  }
  t.end()
})

await t.test('date-times are those of RFC 3339', (t) => {
  const good = ['2026-11-20T10:00:00Z', '2024-02-29t23:59:60.123456+14:00', '1970-01-01T00:00:00-00:00']
  const bad = [
    '2026-11-20T10:00:00',
    '2026-11-20 10:00:00Z',
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-00T10:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T10:60:00Z',
    '2026-11-20T10:00:00+24:00',
    '2026-11-20T10:00:00Z ',
    '',
  ]
  for (const text of good) t.equal(isRfc3339(text), true, text)
  for (const text of bad) t.equal(isRfc3339(text), false, text)
  t.end()
})
