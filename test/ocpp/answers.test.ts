import * as fc from 'fast-check'
import t from 'tap'
import type { Test } from 'tap'
import { commandsOf, routes } from '../../appliance/ocpp/routes.ts'
import { ocppVersions, type OcppVersion } from '../../appliance/ocpp/rpc/protocol.ts'
import { actionsOf, validate } from '../../appliance/ocpp/rpc/schemas.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startGateway } from '../support/gateway.ts'
import { RawCharger } from './rpc/raw-charger.ts'
import { payloadKinds, payloadsOf, type ValueFor } from './schema-payloads.ts'

/** What a depot answers where it has no service of the kind, or wants none. */
const refusals: Readonly<Record<string, object>> = {
  DataTransfer: { status: 'UnknownVendorId' },
  Get15118EVCertificate: { status: 'Failed', exiResponse: '' },
  GetCertificateStatus: { status: 'Failed' },
  NotifyEVChargingNeeds: { status: 'Rejected' },
  OpenPeriodicEventStream: { status: 'Rejected' },
  PullDynamicScheduleUpdate: { status: 'Rejected' },
  SignCertificate: { status: 'Rejected' },
}

/** Of what chargers may send, that which nobody in a depot answers. */
const unanswered: Readonly<Record<OcppVersion, readonly string[]>> = {
  'ocpp1.6': [],
  'ocpp2.0.1': [],
  'ocpp2.1': ['GetCertificateChainStatus', 'NotifyPeriodicEventStream', 'VatNumberValidation'],
}

const samples = 5

for (const version of ocppVersions) {
  await t.test(`${version}: an action is sent by chargers, by us, or by both (DataTransfer)`, (t) => {
    const inward = [...Object.keys(routes[version]), ...unanswered[version]]
    const outward = commandsOf(version)
    t.strictSame(
      inward.filter((action) => outward.includes(action)),
      ['DataTransfer'],
    )
    t.strictSame([...new Set([...inward, ...outward])].sort(), [...actionsOf(version)].sort())
    t.end()
  })

  await t.test(
    `${version}: whatever a charger sends is answered as its schema wants, or refused`,
    async (t) => {
      const gateway = await startGateway(t, { clock: new FakeClock() })
      const url = `ws://127.0.0.1:${gateway.ports.ocpp}/CP1`
      const charger = await RawCharger.connect(url, [version])
      for (const { action, kind, schema } of payloadKinds(version)) {
        if (kind === 'response') continue
        for (const payload of fc.sample(payloadsOf(schema), { numRuns: samples, seed: 7 })) {
          const [type, , answer] = await charger.ask([2, 'id', action, payload])
          if (action in routes[version]) checkAnswer(t, version, action, type, answer)
          else t.strictSame([type, answer], [4, 'NotSupported'], action)
        }
      }
    },
  )
}

function checkAnswer(t: Test, version: OcppVersion, action: string, type: unknown, answer: unknown): void {
  t.equal(type, 3, action)
  t.equal(validate(version, action, 'response', answer)?.message, undefined, action)
  if (action in refusals) t.strictSame(answer, refusals[action], action)
}

const tooGreat = [1e300, 2 ** 53, 2 ** 63, 2 ** 64]

/** More than JSON carries exactly, or than SQLite holds, where the standard itself sets no bound. */
const unsafeIntegers: ValueFor = (_name, { type, minimum, maximum }) => {
  if (type !== 'integer' || maximum !== undefined) return undefined
  return fc.constantFrom(...tooGreat, ...(minimum === undefined ? tooGreat.map((number) => -number) : []))
}
const facts = new Set(['StartTransaction', 'StopTransaction', 'TransactionEvent'])

for (const version of ocppVersions) {
  await t.test(
    `${version}: whole numbers that cannot be are refused by name, in facts put up with`,
    async (t) => {
      const gateway = await startGateway(t, { clock: new FakeClock() })
      const charger = await RawCharger.connect(`ws://127.0.0.1:${gateway.ports.ocpp}/CP1`, [version])
      for (const { action, kind, schema } of payloadKinds(version)) {
        if (kind === 'response' || !(action in routes[version])) continue
        const payloads = payloadsOf(schema, unsafeIntegers)
        for (const payload of fc.sample(payloads, { numRuns: samples, seed: 7 })) {
          const [type, , answer, description] = await charger.ask([2, 'id', action, payload])
          if (type === 3 || facts.has(action)) checkAnswer(t, version, action, type, answer)
          else
            t.match(
              [answer, description],
              ['PropertyConstraintViolation', /^[\w.[\]]+ must be [<>]= /],
              action,
            )
        }
      }
      const sessions = await gateway.api<{ items: unknown[] }>('GET', '/api/sessions')
      t.ok(sessions.items.length > 0)
    },
  )
}

await t.test('only the actions of the table are refused', (t) => {
  const answered = new Set(ocppVersions.flatMap((version) => Object.keys(routes[version])))
  t.strictSame(
    Object.keys(refusals).filter((action) => !answered.has(action)),
    [],
  )
  t.end()
})
