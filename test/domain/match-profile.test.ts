import t from 'tap'
import {
  claimsOf,
  extendProfile,
  tolerates,
  type FirmwareProfile,
  type ProfileMatch,
} from '../../appliance/domain/firmware-profile.ts'
import { matchProfile } from '../../appliance/domain/match-profile.ts'
import { genericProfile } from '../support/generic-profile.ts'

const named = (id: string, match: Omit<ProfileMatch, 'protocols'>): FirmwareProfile => ({
  ...genericProfile,
  id,
  match: { protocols: ['ocpp1.6'], ...match },
})

const profiles = [
  genericProfile,
  named('abb/any', { vendor: 'ABB' }),
  named('abb/terra', { vendor: 'ABB', model: '*TACW*' }),
  named('abb/terra-1.8', { vendor: 'ABB', model: '*TACW*', firmware: '*v1.8*' }),
  named('abb/terra-again', { vendor: 'abb', model: 'CDT_*_WIFI' }),
]

const chosen = (vendor: string | null, model: string | null = null, firmware: string | null = null) =>
  matchProfile(profiles, { protocol: 'ocpp1.6', vendor, model, firmware })?.profile.id

await t.test('the profile that names most about a charger is chosen', async (t) => {
  t.equal(chosen('ABB', 'CDT_TACW11::NET_WIFI', 'TAC3Z91::V1.8.21'), 'abb/terra-1.8')
  t.equal(chosen('ABB', 'CDT_TACW11::NET_WIFI', 'V1.6.6'), 'abb/terra')
  t.equal(chosen('ABB', 'MD_TERRA_53'), 'abb/any')
})

await t.test('of equally telling profiles the first is chosen', async (t) => {
  t.equal(chosen('ABB', 'CDT_TACW11_WIFI'), 'abb/terra')
  t.equal(chosen('ABB', 'CDT_X_WIFI'), 'abb/terra-again')
})

await t.test('letter case, blanks and NUL at the ends do not matter', async (t) => {
  t.equal(chosen(' abb \0', 'cdt_tacw11 '), 'abb/terra')
})

await t.test('a charger that has said nothing yet gets the generic profile', async (t) => {
  t.equal(chosen(null), 'generic/ocpp1.6')
  t.equal(chosen('ABBA'), 'generic/ocpp1.6')
})

await t.test('the choice says why', async (t) => {
  const why = (vendor: string) =>
    matchProfile(profiles, { protocol: 'ocpp1.6', vendor, model: null, firmware: null })?.because
  t.match(why('ABB'), /vendor matches/)
  t.match(why('other'), /generic one of ocpp1.6/)
})

await t.test('a protocol without any profile has none', async (t) => {
  t.equal(matchProfile(profiles, { protocol: 'ocpp2.1', vendor: 'ABB', model: null, firmware: null }), null)
})

await t.test('a range of firmware is more telling than vendor and model', async (t) => {
  const ranged = [
    named('abb/terra', { vendor: 'ABB', model: '*TACW*' }),
    named('abb/terra-1.8', { vendor: 'ABB', model: '*TACW*', firmware: '>=1.8 <1.9' }),
  ]
  const choose = (firmware: string | null) =>
    matchProfile(ranged, { protocol: 'ocpp1.6', vendor: 'ABB', model: 'CDT_TACW11::NET_WIFI', firmware })
      ?.profile.id
  t.equal(choose('TAC3Z9119006710273::V1.8.21   '), 'abb/terra-1.8')
  t.equal(choose('TAC3Z9119006710273::V1.9.0'), 'abb/terra')
  t.equal(choose('unreleased'), 'abb/terra')
  t.equal(choose(null), 'abb/terra')
})

await t.test('a profile that only people choose is never matched', async (t) => {
  const byHand = named('stack/any', { automatic: false })
  const make = { protocol: 'ocpp1.6', vendor: 'X', model: null, firmware: null } as const
  t.equal(matchProfile([byHand], make), null)
  t.equal(matchProfile([byHand, genericProfile], make)?.profile.id, 'generic/ocpp1.6')
})

const grounds = { confidence: 'forum', source: 'there' } as const

await t.test('an extension keeps what it does not say and puts its tolerances on top', async (t) => {
  const extended = extendProfile(genericProfile, {
    id: 'a/b',
    title: 'B',
    extends: 'generic/ocpp1.6',
    match: { protocols: ['ocpp1.6'], vendor: 'A' },
    timings: { callTimeoutMs: 5000, claims: [{ because: 'slow', ...grounds }] },
    tolerances: [{ name: 'missing_subprotocol', because: 'seen', ...grounds }],
    configuration: {
      keys: [{ key: 'HeartbeatInterval', spelling: 'HeartBeatInterval', because: 'spelled so', ...grounds }],
    },
    claims: [{ because: 'own', ...grounds }],
  })
  t.match(extended, {
    id: 'a/b',
    timings: { callTimeoutMs: 5000, writeGapMs: 500 },
    heartbeatIntervalS: 300,
    configuration: { booleans: 'true', keys: [{ spelling: 'HeartBeatInterval' }] },
  })
  t.ok(tolerates(extended, 'missing_subprotocol'))
  t.ok(tolerates(extended, 'nul_bytes'))
  t.notOk('extends' in extended)
  t.same(
    claimsOf(extended).map(({ because }) => because),
    ['spelled so', 'slow', 'own', 'generic'],
  )
})

await t.test('what an extension says of a key stands in place of what its base says', async (t) => {
  const extension = (factory: string) => ({
    id: 'a/b',
    title: 'B',
    extends: 'generic/ocpp1.6',
    match: { protocols: ['ocpp1.6' as const] },
    configuration: { keys: [{ key: 'LocalPreAuthorize' as const, factory, because: 'dump', ...grounds }] },
  })
  const twice = extendProfile(extendProfile(genericProfile, extension('true')), extension('false'))
  t.same(
    twice.configuration.keys.map(({ factory }) => factory),
    ['false'],
  )
})
