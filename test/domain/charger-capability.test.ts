import t from 'tap'
import type { ChargerAnswers, ChargerProofs } from '../../appliance/domain/charger-answers.ts'
import { nothingProved, proofsFor } from '../../appliance/domain/charger-answers.ts'
import { establishCapability } from '../../appliance/domain/charger-capability.ts'
import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'
import { keepsList, listLimits } from '../../appliance/domain/list-limits.ts'
import { freevendKey, shippedProfile } from '../support/profiles.ts'

const generic = shippedProfile('generic/ocpp1.6')
const vendor: FirmwareProfile = {
  ...generic,
  freevend: {
    ...generic.freevend,
    control: 'vendor_key',
    keys: [freevendKey({ unconfirmed: true, alsoCalled: ['OldFreeVend'] })],
  },
}

function answers(given: Partial<ChargerAnswers> = {}): ChargerAnswers {
  return {
    firmware: '1',
    protocol: 'ocpp1.6',
    at: '2026-11-20T10:00:00.000Z',
    asked: [],
    settings: [{ name: 'OldFreeVend', readonly: false }],
    featureProfiles: ['Core', 'LocalAuthListManagement'],
    maxKeysPerRead: null,
    listMaxEntries: null,
    listMaxPerMessage: null,
    listAvailable: null,
    ...given,
  }
}

function capability(told: ChargerAnswers | null, proved: Partial<ChargerProofs> = {}) {
  const proofs = { ...nothingProved, ...proved }
  return establishCapability({ profile: vendor, protocol: 'ocpp1.6', answers: told, proofs })
}

await t.test('what was proved beats what was answered, and that beats the profile', async (t) => {
  t.equal(capability(null).state, 'partially_supported', 'nobody has confirmed the key')
  const proved = capability(answers({ settings: [{ name: 'OldFreeVend', readonly: true }] }), {
    freevend: 'switched',
  })
  t.equal(proved.state, 'fully_supported')
  t.match(proved.reasons, ["Free charging is switched by the charger's key OldFreeVend."])
  t.match(capability(answers({ settings: [{ name: 'freevend', readonly: true }] })).reasons, [
    /freevend, which cannot be written from here/,
  ])
  t.match(capability(answers(), { freevend: 'refused' }).reasons, [/cannot be written from here/])
})

await t.test('a key that this very charger does not have is not counted on', async (t) => {
  t.match(capability(answers({ settings: [] })), {
    state: 'partially_supported',
    reasons: [/how to switch it from here is not known/],
  })
})

await t.test('a charger that lets strangers in while alone is only partially supported', async (t) => {
  const proved = { freevend: 'switched', refused: ['allowofflinetxforunknownid'] } as const
  t.match(capability(answers(), proved), {
    state: 'partially_supported',
    reasons: [String, /While the gateway is away/],
  })
})

await t.test('whether it keeps a list is told by its profile, its answers and what it did', async (t) => {
  const keeps = (told: ChargerAnswers | null, localList: ChargerProofs['localList'] = null) =>
    keepsList(generic, 'ocpp1.6', told, { ...nothingProved, localList })
  t.equal(keeps(null), true)
  t.equal(keeps(answers()), true)
  t.equal(keeps(answers({ featureProfiles: ['Core'] })), false)
  t.equal(keeps(answers({ featureProfiles: ['Core'] }), 'taken'), true)
  t.equal(keeps(answers(), 'refused'), false)
  const schneider = shippedProfile('schneider-electric/evlink')
  t.equal(keepsList(schneider, 'ocpp1.6', null, null), false)
  t.equal(
    keepsList(shippedProfile('generic/ocpp2.0.1'), 'ocpp2.0.1', answers({ listAvailable: false }), null),
    false,
  )
  t.match(capability(answers({ featureProfiles: ['Core'] })).reasons, [String, /keeps no list/])
  t.match(capability(answers(), { localList: 'refused' }).reasons, [String, /claims to keep a list/])
})

await t.test('the tightest limit of profile and charger counts', async (t) => {
  const abb = shippedProfile('abb/terra-ac')
  t.strictSame(listLimits(abb, answers({ listMaxEntries: 10, listMaxPerMessage: 50 })), {
    maxEntries: 10,
    maxPerMessage: 8,
    takesDifferences: true,
  })
  const whole = { ...generic, localList: { ...generic.localList, differential: 'no' } } as const
  t.equal(
    listLimits(whole, answers({ listMaxPerMessage: 25 })).maxEntries,
    25,
    'all has to fit into one message',
  )
})

await t.test('another firmware has everything to prove again, but owes the same restart', async (t) => {
  const proofs = { ...nothingProved, firmware: '1', freevend: 'switched', restartOwedSince: 'T' } as const
  t.equal(proofsFor(proofs, '1'), proofs)
  t.strictSame(proofsFor(proofs, '2'), { ...nothingProved, firmware: '2', restartOwedSince: 'T' })
})
