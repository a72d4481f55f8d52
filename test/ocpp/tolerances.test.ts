import t from 'tap'
import type { FirmwareProfile, Tolerance } from '../../appliance/domain/firmware-profile.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'
import type { Payload } from '../../appliance/ocpp/rpc/message.ts'
import type { OcppVersion } from '../../appliance/ocpp/rpc/protocol.ts'
import { validate, type PayloadKind } from '../../appliance/ocpp/rpc/schemas.ts'
import { repairPayload } from '../../appliance/ocpp/tolerances.ts'

const profiles = await loadFirmwareProfiles(null)
const receivedAt = Temporal.Instant.from('2026-11-20T10:12:00Z')
const profileOf = (id: string): FirmwareProfile => profiles.find((profile) => profile.id === id)!

function repair(
  action: string,
  payload: Payload,
  protocol: OcppVersion = 'ocpp1.6',
  kind: PayloadKind = 'request',
) {
  return repairPayload(profileOf(`generic/${protocol}`), protocol, action, kind, payload, receivedAt)
}

interface Case {
  readonly behaviour: string
  readonly action: string
  readonly sent: Payload
  readonly repaired: Payload | null
  readonly used?: readonly Tolerance[]
  readonly protocol?: OcppVersion
  readonly kind?: PayloadKind
}

const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' }
const sample = { value: '1234', measurand: 'Energy.Active.Import.Register' }
const instant = { timestamp: '2026-11-20T10:00:00Z', sampledValue: [sample] }

const cases: Case[] = [
  {
    behaviour: 'a timestamp without zone keeps its time (Tritium)',
    action: 'StatusNotification',
    sent: { ...status, timestamp: '2023-03-17T22:42:50.008427' },
    repaired: { ...status, timestamp: '2023-03-17T22:42:50.008427Z' },
    used: ['timestamp_without_zone'],
  },
  {
    behaviour: 'a timestamp with blanks and a short zone keeps its time',
    action: 'StatusNotification',
    sent: { ...status, timestamp: ' 2023-03-17 22:42:50 +0100\0' },
    repaired: { ...status, timestamp: '2023-03-17T22:42:50+01:00' },
    used: ['nul_bytes', 'timestamp_without_zone'],
  },
  {
    behaviour: 'a required timestamp that is missing becomes the time of arrival',
    action: 'StartTransaction',
    sent: { connectorId: 1, idTag: 'TAG-001', meterStart: 0 },
    repaired: { connectorId: 1, idTag: 'TAG-001', meterStart: 0, timestamp: '2026-11-20T10:12:00.000Z' },
    used: ['missing_timestamp'],
  },
  {
    behaviour: 'a required timestamp that says no time becomes the time of arrival',
    action: 'StopTransaction',
    sent: { transactionId: 0, meterStop: 7, timestamp: '0000-00-00T00:00:00Z' },
    repaired: { transactionId: 0, meterStop: 7, timestamp: '2026-11-20T10:12:00.000Z' },
    used: ['missing_timestamp'],
  },
  {
    behaviour: 'an idTag that is missing is nobody’s (steve#594)',
    action: 'StartTransaction',
    sent: { connectorId: 1, meterStart: 0, timestamp: '2026-11-20T10:00:00Z' },
    repaired: { connectorId: 1, meterStart: 0, timestamp: '2026-11-20T10:00:00Z', idTag: '' },
    used: ['missing_id_tag'],
  },
  {
    behaviour: 'numbers as texts, with blanks, become numbers, and fractions of a watt-hour are rounded',
    action: 'StartTransaction',
    sent: { connectorId: '1 ', idTag: 'TAG-001', meterStart: 1234.56, timestamp: '2026-11-20T10:00:00Z' },
    repaired: { connectorId: 1, idTag: 'TAG-001', meterStart: 1235, timestamp: '2026-11-20T10:00:00Z' },
    used: ['trailing_blanks', 'numbers_as_strings'],
  },
  {
    behaviour: 'a sampled value as number becomes a text in 1.6',
    action: 'MeterValues',
    sent: { connectorId: 1, meterValue: [{ ...instant, sampledValue: [{ ...sample, value: 1234 }] }] },
    repaired: { connectorId: 1, meterValue: [instant] },
    used: ['numbers_as_strings'],
  },
  {
    behaviour: 'booleans as True and 0 become booleans (Delta, ChargeX, Bender)',
    action: 'GetConfiguration',
    kind: 'response',
    sent: {
      configurationKey: [
        { key: 'LocalPreAuthorize', readonly: 'True', value: false },
        { key: 'LocalAuthorizeOffline', readonly: 0, value: '1' },
      ],
    },
    repaired: {
      configurationKey: [
        { key: 'LocalPreAuthorize', readonly: true, value: 'false' },
        { key: 'LocalAuthorizeOffline', readonly: false, value: '1' },
      ],
    },
    used: ['booleans_as_strings'],
  },
  {
    behaviour: 'texts padded with NUL and blanks lose the padding only',
    action: 'BootNotification',
    sent: {
      chargePointVendor: `ABB${'\0'.repeat(30)}`,
      chargePointModel: `CDT_TACW11::NET_WIFI${' '.repeat(9)}`,
    },
    repaired: { chargePointVendor: 'ABB', chargePointModel: 'CDT_TACW11::NET_WIFI' },
    used: ['nul_bytes', 'trailing_blanks'],
  },
  {
    behaviour: 'an identifier padded with NUL is still the same',
    action: 'Authorize',
    sent: { idTag: `04A2B3C4D5E680${'\0'.repeat(10)}` },
    repaired: { idTag: '04A2B3C4D5E680' },
    used: ['nul_bytes'],
  },
  {
    behaviour: 'an identifier that is too long is never cut into another one',
    action: 'Authorize',
    sent: { idTag: 'TACW1141622G143800000' },
    repaired: null,
  },
  {
    behaviour: 'an identifier that came as a number is not guessed',
    action: 'Authorize',
    sent: { idTag: 1234567 },
    repaired: null,
  },
  {
    behaviour: 'keys in another letter case are understood',
    action: 'StatusNotification',
    sent: { connectorid: 1, ErrorCode: 'NoError', STATUS: 'Available' },
    repaired: status,
    used: ['key_letter_case'],
  },
  {
    behaviour: 'unknown fields and nulls are left out',
    action: 'StatusNotification',
    sent: { ...status, info: null, temperature: 31 },
    repaired: status,
    used: ['unknown_fields'],
  },
  {
    behaviour: 'a status of the vendor makes the connector unavailable (ABL)',
    action: 'StatusNotification',
    sent: { ...status, status: 'INIT' },
    repaired: { ...status, status: 'Unavailable' },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'an error code of the vendor is another error, a status of OCPP 1.5 is translated',
    action: 'StatusNotification',
    sent: { connectorId: 1, errorCode: 'Mode3Error', status: 'Occupied' },
    repaired: { connectorId: 1, errorCode: 'OtherError', status: 'Preparing' },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'an unknown stop reason does not lose the stop',
    action: 'StopTransaction',
    sent: { transactionId: 3, meterStop: 7, timestamp: '2026-11-20T10:00:00Z', reason: 'StopButton' },
    repaired: { transactionId: 3, meterStop: 7, timestamp: '2026-11-20T10:00:00Z', reason: 'Other' },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'an answer that is no word of the standard counts as a refusal',
    action: 'ChangeConfiguration',
    kind: 'response',
    sent: { status: 'Nope' },
    repaired: { status: 'Rejected' },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'a word that means something in JavaScript means nothing here',
    action: 'ChangeConfiguration',
    kind: 'response',
    sent: { status: '__proto__', constructor: 'toString' },
    repaired: { status: 'Rejected' },
    used: ['unknown_enum_values', 'unknown_fields'],
  },
  {
    behaviour: 'a model name that is too long is cut',
    action: 'BootNotification',
    sent: { chargePointVendor: 'V', chargePointModel: 'A model with quite a long name' },
    repaired: { chargePointVendor: 'V', chargePointModel: 'A model with quite a' },
    used: ['texts_too_long'],
  },
  {
    behaviour: 'empty samples and instants are left out',
    action: 'MeterValues',
    sent: {
      connectorId: 1,
      meterValue: [
        { timestamp: '2026-11-20T09:59:00Z', sampledValue: [] },
        { timestamp: '2026-11-20T09:59:30Z' },
        { ...instant, sampledValue: [sample, { value: '' }] },
      ],
    },
    repaired: { connectorId: 1, meterValue: [instant] },
    used: ['empty_meter_values'],
  },
  {
    behaviour: 'meter values of an ended 2.x transaction that hold nothing are left out',
    action: 'TransactionEvent',
    protocol: 'ocpp2.0.1',
    sent: {
      eventType: 'Ended',
      timestamp: '2026-11-20T10:00:00Z',
      triggerReason: 'StopButton',
      seqNo: 3,
      transactionInfo: { transactionId: 'T1', stoppedReason: 'Button' },
      meterValue: [{ timestamp: '2026-11-20T10:00:00Z', sampledValue: [] }],
    },
    repaired: {
      eventType: 'Ended',
      timestamp: '2026-11-20T10:00:00Z',
      triggerReason: 'AbnormalCondition',
      seqNo: 3,
      transactionInfo: { transactionId: 'T1', stoppedReason: 'Other' },
    },
    used: ['unknown_enum_values', 'empty_meter_values'],
  },
  {
    behaviour: 'meter values in the form of OCPP 1.5 are moved to their place',
    action: 'MeterValues',
    sent: { connectorId: 1, values: [{ timestamp: '2026-11-20T10:00:00Z', values: [sample] }] },
    repaired: { connectorId: 1, meterValue: [instant] },
    used: ['misplaced_meter_values'],
  },
  {
    behaviour: 'transaction data in the form of OCPP 1.5 is moved to its place',
    action: 'StopTransaction',
    sent: {
      transactionId: 3,
      meterStop: 7,
      timestamp: '2026-11-20T10:00:00Z',
      transactionData: [{ values: [{ timestamp: '2026-11-20T10:00:00Z', values: [sample] }] }],
    },
    repaired: {
      transactionId: 3,
      meterStop: 7,
      timestamp: '2026-11-20T10:00:00Z',
      transactionData: [instant],
    },
    used: ['misplaced_meter_values'],
  },
  {
    behaviour: 'samples without an instant around them get one',
    action: 'MeterValues',
    sent: { connectorId: 1, timestamp: '2026-11-20T10:00:00Z', meterValue: [sample] },
    repaired: { connectorId: 1, meterValue: [instant] },
    used: ['misplaced_meter_values'],
  },
  {
    behaviour: 'a phase that hangs on the measurand is taken off (Phoenix Contact)',
    action: 'MeterValues',
    sent: {
      connectorId: 1,
      meterValue: [{ ...instant, sampledValue: [{ value: '6', measurand: 'Current.Import.L1' }] }],
    },
    repaired: {
      connectorId: 1,
      meterValue: [{ ...instant, sampledValue: [{ value: '6', measurand: 'Current.Import', phase: 'L1' }] }],
    },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'a sample whose measurand, phase or unit is unknown is left out rather than misread',
    action: 'MeterValues',
    sent: {
      connectorId: 1,
      meterValue: [
        {
          ...instant,
          sampledValue: [
            sample,
            { value: '1', measurand: 'Power.Vendor' },
            { value: '2', phase: 'L4' },
            { value: '3', unit: 'MWh' },
            { value: '50', measurand: 'Frequency', unit: 'Hz' },
            { value: '80', measurand: 'SoC', unit: '%' },
          ],
        },
      ],
    },
    repaired: {
      connectorId: 1,
      meterValue: [
        {
          ...instant,
          sampledValue: [
            sample,
            { value: '50', measurand: 'Frequency' },
            { value: '80', measurand: 'SoC', unit: 'Percent' },
          ],
        },
      ],
    },
    used: ['unknown_enum_values'],
  },
  {
    behaviour: 'a unit where 1.6 has it is kept in 2.x, and an empty value does not become zero',
    action: 'MeterValues',
    protocol: 'ocpp2.0.1',
    sent: {
      evseId: 1,
      meterValue: [{ ...instant, sampledValue: [{ value: '1.5', unit: 'kWh' }, { value: '' }] }],
    },
    repaired: {
      evseId: 1,
      meterValue: [{ ...instant, sampledValue: [{ value: 1.5, unitOfMeasure: { unit: 'kWh' } }] }],
    },
    used: ['misplaced_meter_values', 'numbers_as_strings', 'empty_meter_values'],
  },
  {
    behaviour: 'what no tolerance covers stays refused',
    action: 'StatusNotification',
    sent: { connectorId: 1, errorCode: 'NoError' },
    repaired: null,
  },
]

for (const { behaviour, action, sent, repaired, used, protocol = 'ocpp1.6', kind = 'request' } of cases) {
  await t.test(behaviour, (t) => {
    const before = structuredClone(sent)
    t.not(validate(protocol, action, kind, sent), null, 'the schema refuses it as it is')
    const result = repair(action, sent, protocol, kind)
    t.strictSame(result?.payload ?? null, repaired)
    if (used) t.strictSame(result?.used.toSorted(), used.toSorted())
    t.strictSame(sent, before, 'what was sent is left alone')
    t.end()
  })
}

await t.test('a tolerance that the profile does not have is not used', (t) => {
  const strict: FirmwareProfile = { ...profileOf('generic/ocpp1.6'), tolerances: [] }
  for (const { action, sent, protocol = 'ocpp1.6', kind = 'request' } of cases) {
    t.equal(repairPayload(strict, protocol, action, kind, sent, receivedAt), null)
  }
  t.end()
})
