import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import t from 'tap'
import {
  tolerances,
  tolerates,
  type FirmwareProfile,
  type Tolerance,
} from '../../appliance/domain/firmware-profile.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'
import type { Payload } from '../../appliance/ocpp/rpc/message.ts'
import { ocppVersions } from '../../appliance/ocpp/rpc/protocol.ts'
import { validate } from '../../appliance/ocpp/rpc/schemas.ts'
import { repairPayload } from '../../appliance/ocpp/tolerances.ts'
import { payloadKinds, payloadsOf } from './schema-payloads.ts'

const profiles = await loadFirmwareProfiles(null)
const receivedAt = Temporal.Instant.from('2026-11-20T10:12:00Z')
const generic = profiles.find(({ id }) => id === 'generic/ocpp1.6')!
const claim = { because: 'tried at random', confidence: 'inferred', source: 'a test' } as const

/** A profile with some of the tolerances. */
const someProfile: fc.Arbitrary<FirmwareProfile> = fc.subarray([...tolerances]).map(profileWith)

function profileWith(names: readonly Tolerance[]): FirmwareProfile {
  return { ...generic, tolerances: names.map((name) => Object.assign({ name }, claim)) }
}

/** Puts odd values in the place of some, here and there at any depth. */
function spoil(value: unknown, odd: readonly unknown[], counter: { seen: number }): unknown {
  counter.seen++
  if (counter.seen % 5 === 0) return odd[counter.seen % odd.length]
  if (Array.isArray(value)) return value.map((entry) => spoil(entry, odd, counter))
  if (typeof value !== 'object' || value === null) return value
  return spoilFields(value, odd, counter)
}

function spoilFields(fields: object, odd: readonly unknown[], counter: { seen: number }): Payload {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, spoil(value, odd, counter)]))
}

/** As JSON has them: a field may be called `__proto__`. */
function withFields(fields: Payload, extra: Payload): Payload {
  return Object.fromEntries([...Object.entries(fields), ...Object.entries(extra)])
}

const oddValue = fc.oneof(
  fc.constantFrom('', ' ', '12 ', 'True', '0', '\0', 'x'.repeat(300), '2026-11-20T10:00', 1, 1.5, true, null),
  fc.jsonValue({ maxDepth: 3 }),
)
const odds = fc.array(oddValue, { minLength: 1, maxLength: 6 })
const extras = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 })

for (const version of ocppVersions) {
  await t.test(`a repaired payload of ${version} fits its schema, or there is none`, (t) => {
    let repairs = 0
    for (const { action, kind, schema } of payloadKinds(version)) {
      const payloads = fc
        .tuple(payloadsOf(schema), odds, extras, fc.nat(4))
        .map(([payload, odd, extra, seen]) => withFields(spoilFields(payload, odd, { seen }), extra))
      fc.assert(
        fc.property(payloads, someProfile, (payload, profile) => {
          const before = structuredClone(payload)
          const repaired = repairPayload(profile, version, action, kind, payload, receivedAt)
          if (!isDeepStrictEqual(payload, before)) return false
          if (repaired === null) return true
          repairs++
          const fits = validate(version, action, kind, repaired.payload) === null
          return fits && repaired.used.every((name) => tolerates(profile, name))
        }),
        { numRuns: 8 },
      )
    }
    t.ok(repairs > 50, 'the generator spoils no more than can be repaired at times')
    t.end()
  })
}
