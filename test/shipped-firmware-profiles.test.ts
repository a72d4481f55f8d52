import { readdir } from 'node:fs/promises'
import t from 'tap'
import { freevendSwitches } from '../appliance/domain/capability.ts'
import { claimsOf, tolerances, tolerates } from '../appliance/domain/firmware-profile.ts'
import { matchProfile } from '../appliance/domain/match-profile.ts'
import { capabilityFromProfile } from '../appliance/domain/profile-capability.ts'
import * as vocabulary from '../appliance/domain/profile-vocabulary.ts'
import { protocols } from '../appliance/domain/protocol.ts'
import { checkFirmwareProfiles, loadFirmwareProfiles } from '../appliance/firmware-profiles.ts'
import schema from '../firmware-profiles/schema.json' with { type: 'json' }

const shipped = await loadFirmwareProfiles(null)

await t.test('every shipped file is loaded and in order', async (t) => {
  const files = (await readdir('firmware-profiles', { recursive: true })).filter((name) =>
    /\/.*\.json$/.test(name),
  )
  t.same(shipped.map(({ id }) => `${id}.json`).sort(), files.sort())
  t.same(await checkFirmwareProfiles('firmware-profiles'), [])
})

await t.test('the schema has the vocabulary of the rules', async (t) => {
  const { match, tolerances: tolerated, freevend, offline, configuration } = schema.properties
  const { localList, remoteStart, invalidAnswer, bootAfterReconnect } = schema.properties
  const switchKey = freevend.properties.keys.items.properties
  const pairs: [inSchema: readonly string[], inRules: readonly string[]][] = [
    [match.properties.protocols.items.enum, protocols],
    [tolerated.items.properties.name.enum, tolerances],
    [schema.$defs.claim.properties.confidence.enum, vocabulary.profileConfidences],
    [bootAfterReconnect.enum, vocabulary.bootAfterReconnectRules],
    [freevend.properties.control.enum, freevendSwitches],
    [freevend.properties.factory.enum, vocabulary.factoryModes],
    [freevend.properties.asksWhileOpen.enum, vocabulary.yesNoUnknown],
    [freevend.properties.takesEffect.enum, vocabulary.effectTimes],
    [switchKey.type.enum, vocabulary.keyTypes],
    [switchKey.reboot.enum, vocabulary.rebootNeeds],
    [offline.properties.enforcement.enum, vocabulary.offlineEnforcements],
    [configuration.properties.readAll.enum, vocabulary.readAllResults],
    [configuration.properties.booleans.enum, vocabulary.booleanSpellings],
    [configuration.properties.keys.items.properties.key.enum, vocabulary.standardKeys],
    [configuration.properties.keys.items.properties.access.enum, vocabulary.keyAccesses],
    [localList.properties.support.enum, vocabulary.localListSupports],
    [localList.properties.idForm.enum, vocabulary.idForms],
    [remoteStart.properties.whileOpen.enum, vocabulary.openRemoteStarts],
    [invalidAnswer.properties.behaviour.enum, vocabulary.invalidAnswerBehaviours],
  ]
  for (const [inSchema, inRules] of pairs) t.same(inSchema, inRules)
})

await t.test('every shipped profile gives the grounds for all that it says', async (t) => {
  for (const profile of shipped) {
    const claims = claimsOf(profile)
    t.ok(claims.length > 0, profile.id)
    for (const { because, source } of [...claims, ...profile.tolerances])
      t.ok(because.length >= 10 && source.length >= 8, `${profile.id}: ${because}`)
  }
})

for (const protocol of protocols) {
  // Only the start of OCPP 1.6 demands an idTag.
  const beyond = protocol === 'ocpp1.6' ? ['missing_subprotocol'] : ['missing_id_tag', 'missing_subprotocol']
  await t.test(`the generic profile of ${protocol} puts up with all but ${beyond.join(', ')}`, async (t) => {
    const generic = matchProfile(shipped, { protocol, vendor: null, model: null, firmware: null })?.profile
    t.same(tolerances.filter((name) => !generic || !tolerates(generic, name)).toSorted(), beyond)
  })
}

type Boot = [vendor: string, model: string, firmware?: string | null, protocol?: (typeof protocols)[number]]

function chosen(...[vendor, model, firmware = null, protocol = 'ocpp1.6']: Boot) {
  return matchProfile(shipped, { protocol, vendor, model, firmware })?.profile
}

const boots: [boot: Boot, id: string][] = [
  [['ABB', 'CDT_TACW11::NET_WIFI'], 'abb/terra-ac'],
  [['ABB', 'CDT_TACW11::NET_WIFI', 'TAC3Z9119006710273::V1.8.21  '], 'abb/terra-ac-1.8'],
  [['ABB', 'CDT_TACW11::NET_WIFI', 'V1.6.5'], 'abb/terra-ac-before-1.6.6'],
  [['ABB', 'MD_TERRA_53', '4.0.4.22'], 'abb/terra-dc'],
  [['Alfen BV', 'NG910-60003'], 'alfen/eve'],
  [['Alfen BV', 'NG910-60003', null, 'ocpp2.0.1'], 'alfen/eve-ocpp2.0.1'],
  [['Autel', 'MaxiChargerAC', 'PFA0102|V0.00.00|V1.38.00||2.4.3.0'], 'autel/maxicharger-ac'],
  [['Wall Box Chargers', 'PLP1-0-2-3', '6.7.38'], 'wallbox/pulsar'],
  [['Wall Box Chargers', 'PLP1-0-2-3', '5.13.2'], 'wallbox/pulsar-before-5.15.7'],
  [['Bender GmbH Co. KG', 'CC612_1M4PR', '5.33.5-21148'], 'bender/cc612'],
  [['Webasto', 'Webasto_AC_Live', '5.00-6542'], 'webasto/live'],
  [['WEBASTO', 'UNITE'], 'webasto/unite'],
  [['Vestel', 'EVC04-AC22', 'v4.28.0-1.5.154.0-v8.0.8'], 'vestel/evc04'],
  [['Keba AG', 'KC-P30-ESS400C2-E0R'], 'keba/p30'],
  [['ATESS', 'EVA-07S-SE'], 'growatt/thor'],
  [['EN+', 'AC022K-BE-24', '1.4.918'], 'en-plus/caro'],
  [['Schneider Electric', 'MONOBLOCK', '3.3.0.10'], 'schneider-electric/evlink'],
  [['go-e', 'go-eCharger_V4', '60.5'], 'go-e/charger'],
  [['go-e', 'go-eCharger_V4', '60.4'], 'go-e/charger-60.4'],
  [['go-e', 'go-eCharger', '055.7'], 'go-e/charger-before-60.4'],
  [['DELTA', '10616', '3.2.3'], 'delta/dc-10616'],
  [['United Chargers', 'GRS-*'], 'united-chargers/grizzl-e'],
  [['Nobody', 'Knows', 'V1.00.92LOOP'], 'loop/charger'],
  [['ChargeX GmbH', 'Aqueduct 1.0'], 'chargex/aqueduct'],
  [['ChargeStorm AB', 'Chargestorm Connected'], 'ctek/chargestorm-connected'],
  [['BS AC EV Charger', 'BS-EV22'], 'ocular/lte-plus'],
  [['INGETEAM ENERGY', 'any'], 'ingeteam/charger'],
  [['Nobody', 'Knows'], 'generic/ocpp1.6'],
]

for (const [boot, id] of boots) {
  await t.test(`a charger that boots as ${boot.filter(Boolean).join(', ')} gets ${id}`, async (t) => {
    t.equal(chosen(...boot)?.id, id)
  })
}

await t.test('real chargers have what is known of them', async (t) => {
  t.match(chosen('ABB', 'CDT_TACW11::NET_WIFI', 'V1.8.21'), {
    freevend: { factory: 'open', idTag: { kind: 'serial' }, keys: [{ key: 'FreevendEnabled' }] },
    localList: { support: 'refuses', maxEntries: 16, maxPerMessage: 8 },
    timings: { callTimeoutMs: 10_000 },
  })
  t.match(chosen('Keba AG', 'KC-P30-ESS400C2-E0R')?.offline.keys, [
    { listedOnly: 'OfflineLocalAuthorization', denyAll: 'OfflineNoCharging' },
  ])
  t.match(chosen('Vestel', 'EVC04-AC22')?.freevend.idTag, { key: 'FreeModeRFID', value: 'VestelFreeMode' })
  t.match(chosen('Growatt', 'THOR 07AS-P-V1')?.timings, { writeGapMs: 20_000 })
  const grizzl = chosen('United Chargers', 'GRS-*')
  t.ok(grizzl && tolerates(grizzl, 'missing_subprotocol'))
})

await t.test('what is known of real chargers tells what they can enforce', async (t) => {
  const state = (...boot: Boot) => {
    const profile = chosen(...boot)
    return profile && capabilityFromProfile(profile, boot[3] ?? 'ocpp1.6').state
  }
  t.equal(state('ABB', 'CDT_TACW11::NET_WIFI', 'V1.8.21'), 'fully_supported')
  t.equal(state('ABB', 'CDT_TACW11::NET_WIFI', 'V1.6.5'), 'partially_supported')
  t.equal(state('Wall Box Chargers', 'PLP1-0-2-3', '6.7.38'), 'partially_supported')
  t.equal(state('EV-BOX', 'Elvi'), 'partially_supported')
  t.equal(state('Alfen BV', 'NG910', null, 'ocpp2.0.1'), 'fully_supported')
})
