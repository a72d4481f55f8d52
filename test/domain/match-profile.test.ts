import t from 'tap'
import {
  extendProfile,
  tolerates,
  type FirmwareProfile,
  type ProfileMatch,
} from '../../appliance/domain/firmware-profile.ts'
import { matchProfile } from '../../appliance/domain/match-profile.ts'

const generic: FirmwareProfile = {
  id: 'generic/ocpp1.6',
  title: 'Any',
  match: { protocols: ['ocpp1.6'] },
  tolerances: [{ name: 'nul_bytes', because: 'seen', confidence: 'forum', source: 'somewhere' }],
  identifier: {},
  timings: { callTimeoutMs: 30_000, deniedStopAfterS: 10, writeGapMs: 500, settleDelayMs: 0 },
  heartbeatIntervalS: 300,
  maxFrameBytes: 131_072,
  bootAfterReconnect: 'trigger',
  freevend: { control: 'standard', asksBeforeStart: true, idTag: { kind: 'none' } },
  claims: [{ because: 'generic', confidence: 'forum', source: 'somewhere' }],
}

const named = (id: string, match: Omit<ProfileMatch, 'protocols'>): FirmwareProfile => ({
  ...generic,
  id,
  match: { protocols: ['ocpp1.6'], ...match },
})

const profiles = [
  generic,
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

await t.test('parts between stars must come in order and not overlap', async (t) => {
  const matches = (model: string, pattern: string) =>
    matchProfile([named('x/y', { model: pattern })], {
      protocol: 'ocpp1.6',
      vendor: null,
      model,
      firmware: null,
    }) !== null
  t.ok(matches('a-1-b-2', '*1*2'))
  t.notOk(matches('a-2-b-1', '*1*2'))
  t.notOk(matches('aba', 'ab*ba'))
  t.ok(matches('abba', 'ab*ba'))
  t.ok(matches('', '*'))
  t.notOk(matches('ab', 'a'))
})

await t.test('an extension keeps what it does not say and puts its tolerances on top', async (t) => {
  const extended = extendProfile(generic, {
    id: 'a/b',
    title: 'B',
    extends: 'generic/ocpp1.6',
    match: { protocols: ['ocpp1.6'], vendor: 'A' },
    timings: { callTimeoutMs: 5000 },
    tolerances: [{ name: 'missing_subprotocol', because: 'seen', confidence: 'forum', source: 'there' }],
  })
  t.match(extended, {
    id: 'a/b',
    timings: { callTimeoutMs: 5000, writeGapMs: 500 },
    heartbeatIntervalS: 300,
    claims: [],
  })
  t.ok(tolerates(extended, 'missing_subprotocol'))
  t.ok(tolerates(extended, 'nul_bytes'))
  t.notOk('extends' in extended)
})
