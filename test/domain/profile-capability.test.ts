import t from 'tap'
import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'
import { capabilityFromProfile } from '../../appliance/domain/profile-capability.ts'
import type { FreevendKey, ProfileFreevend } from '../../appliance/domain/profile-freevend.ts'
import { genericProfile } from '../support/generic-profile.ts'

const key: FreevendKey = {
  key: 'FreevendEnabled',
  type: 'boolean',
  open: 'true',
  managed: 'false',
  reboot: 'unknown',
  readonly: false,
  because: 'seen',
  confidence: 'seen in code',
  source: 'there',
}

function capability(freevend: Partial<ProfileFreevend>, rest: Partial<FirmwareProfile> = {}) {
  const profile = { ...genericProfile, ...rest, freevend: { ...genericProfile.freevend, ...freevend } }
  return capabilityFromProfile(profile, 'ocpp1.6')
}

const states: [name: string, freevend: Partial<ProfileFreevend>, state: string, reason: RegExp][] = [
  ['nothing is known against', {}, 'fully_supported', /nothing is known against/],
  [
    'a known key switches',
    { control: 'vendor_key', keys: [key] },
    'fully_supported',
    /by the charger's key FreevendEnabled/,
  ],
  [
    'a read-only key switches',
    { control: 'vendor_key', keys: [{ ...key, readonly: true }] },
    'partially_supported',
    /FreevendEnabled, which cannot be written from here; make sure/,
  ],
  [
    'a read-only key switches that is on from the factory',
    { control: 'vendor_key', factory: 'open', keys: [{ ...key, readonly: true }] },
    'partially_supported',
    /on from the factory: switch it off at the charger/,
  ],
  [
    'a guessed key switches',
    { control: 'vendor_key', keys: [{ ...key, confidence: 'inferred' }] },
    'partially_supported',
    /seems to be switched by FreevendEnabled.*probe/,
  ],
  [
    'a key switches on whose values sources disagree',
    { control: 'vendor_key', keys: [{ ...key, unconfirmed: true }] },
    'partially_supported',
    /probe/,
  ],
  [
    'people switch on site',
    { control: 'on_site_only' },
    'partially_supported',
    /at the charger itself; make sure/,
  ],
  [
    'people switch on site and that is open from the factory',
    { control: 'on_site_only', factory: 'open' },
    'partially_supported',
    /as it comes from the factory, and that can only be switched at the charger/,
  ],
  [
    'nobody knows how to switch',
    { control: 'unknown' },
    'partially_supported',
    /how to switch it from here is not known/,
  ],
  [
    'nobody knows how to switch and that is open from the factory',
    { control: 'unknown', factory: 'open' },
    'partially_supported',
    /from the factory, and how to switch that from here is not known/,
  ],
  ['starts before it asks', { asksBeforeStart: false }, 'unsupported', /without asking/],
]

for (const [name, freevend, state, reason] of states) {
  await t.test(`a charger that ${name} is ${state}`, async (t) => {
    const found = capability(freevend)
    t.equal(found.state, state)
    t.match(found.reasons[0], reason)
  })
}

await t.test('a key that only goes along with the switch does not weaken it', async (t) => {
  const companion: FreevendKey = { ...key, key: 'FreevendIdTag', managed: null, confidence: 'inferred' }
  t.equal(capability({ control: 'vendor_key', keys: [key, companion] }).state, 'fully_supported')
})

await t.test('a charger that lets anybody in while the gateway is away is partially supported', async (t) => {
  const found = capability({}, { offline: { enforcement: 'fails_open', keys: [] } })
  t.equal(found.state, 'partially_supported')
  t.match(found.reasons[1], /While the gateway is away/)
})

for (const [support, reason] of [
  ['none', /keeps no list/],
  ['refuses', /claims to keep a list/],
] as const) {
  await t.test(`a charger whose list is ${support} is supported, with a remark`, async (t) => {
    const found = capability({}, { localList: { ...genericProfile.localList, support } })
    t.equal(found.state, 'fully_supported')
    t.match(found.reasons[1], reason)
  })
}

await t.test('a switch that waits for the next plug-in is remarked', async (t) => {
  const found = capability({ takesEffect: 'next_plug_in' })
  t.equal(found.state, 'fully_supported')
  t.match(found.reasons[1], /until it is unplugged/)
})
