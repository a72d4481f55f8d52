import * as fc from 'fast-check'
import t from 'tap'
import { textFrame } from '../../../appliance/ocpp/rpc/charger-socket.ts'
import { wireCode } from '../../../appliance/ocpp/rpc/error-code.ts'
import {
  callText,
  errorText,
  parseMessage,
  resultText,
  sendText,
} from '../../../appliance/ocpp/rpc/message.ts'
import { negotiate, ocppVersions, parseOffered } from '../../../appliance/ocpp/rpc/protocol.ts'

const payloads = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
const ids = fc.string({ maxLength: 255, unit: 'binary' })

await t.test('what is written is read back, whatever it holds', (t) => {
  fc.assert(
    fc.property(ids, fc.string(), payloads, (id, action, given) => {
      const payload: Record<string, unknown> = JSON.parse(JSON.stringify(given))
      t.strictSame(parseMessage(callText(id, action, payload), 'ocpp1.6'), {
        kind: 'call',
        id,
        action,
        payload,
      })
      t.strictSame(parseMessage(sendText(id, action, payload), 'ocpp2.1'), {
        kind: 'send',
        id,
        action,
        payload,
      })
      t.strictSame(parseMessage(resultText(id, payload), 'ocpp2.0.1'), { kind: 'result', id, payload })
    }),
  )
  t.end()
})

await t.test('errors are read back in the spelling of their version', (t) => {
  for (const [version, code] of [
    ['ocpp1.6', 'FormationViolation'],
    ['ocpp2.0.1', 'FormatViolation'],
    ['ocpp2.1', 'FormatViolation'],
  ] as const) {
    const text = errorText(4, 'id', 'FormatViolation', 'x'.repeat(300), version)
    t.same(parseMessage(text, version), { kind: 'error', id: 'id', code, description: 'x'.repeat(255) })
  }
  t.match(parseMessage(errorText(5, 'id', 'GenericError', '', 'ocpp2.1'), 'ocpp2.1'), {
    kind: 'result_error',
  })
  t.equal(wireCode('OccurrenceConstraintViolation', 'ocpp1.6'), 'OccurenceConstraintViolation', 'sic')
  t.equal(wireCode('OccurrenceConstraintViolation', 'ocpp2.0.1'), 'OccurrenceConstraintViolation')
  t.equal(wireCode('SecurityError', 'ocpp1.6'), 'SecurityError')
  t.end()
})

await t.test('any text is a message or malformed, and never throws', (t) => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json())
  fc.assert(
    fc.property(texts, fc.constantFrom(...ocppVersions), (text, version) => {
      t.type(parseMessage(text, version).kind, 'string')
    }),
  )
  t.end()
})

await t.test('answers, errors and unconfirmed messages that are broken are met with silence', (t) => {
  for (const frame of [[3], [3, 7, {}], [4, null], [5, 7], [6, 7, 'X', {}], [6, 'id', 'X']]) {
    t.match(parseMessage(JSON.stringify(frame), 'ocpp2.1'), { kind: 'malformed', answer: null })
  }
  t.end()
})

await t.test('a text frame is what the websocket standard says, for every length', (t) => {
  for (const [text, header] of [
    ['', [0x81, 0]],
    ['x'.repeat(125), [0x81, 125]],
    ['x'.repeat(126), [0x81, 126, 0, 126]],
    ['é'.repeat(32_767), [0x81, 126, 0xff, 0xfe]],
    ['x'.repeat(65_536), [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ] as const) {
    const frame = textFrame(text)
    t.same([...frame.subarray(0, header.length)], header)
    t.equal(frame.subarray(header.length).toString(), text)
  }
  t.end()
})

await t.test('our preference among the offered versions is the newest', (t) => {
  t.same(parseOffered(' ocpp1.6 ,,ocpp2.0.1, '), ['ocpp1.6', 'ocpp2.0.1'])
  t.equal(negotiate(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1']), 'ocpp2.1')
  t.equal(negotiate(['ocpp1.5', 'OCPP1.6']), null)
  t.end()
})
