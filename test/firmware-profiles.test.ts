import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { freevendSwitches } from '../appliance/domain/capability.ts'
import {
  bootAfterReconnectRules,
  profileConfidences,
  tolerances,
  tolerates,
} from '../appliance/domain/firmware-profile.ts'
import { matchProfile } from '../appliance/domain/match-profile.ts'
import { protocols } from '../appliance/domain/protocol.ts'
import { loadFirmwareProfiles } from '../appliance/firmware-profiles.ts'
import schema from '../firmware-profiles/schema.json' with { type: 'json' }

const shipped = await loadFirmwareProfiles(null)

await t.test('every shipped file is loaded and valid', async (t) => {
  const files = (await readdir('firmware-profiles', { recursive: true })).filter((name) =>
    /\/.*\.json$/.test(name),
  )
  t.same(shipped.map(({ id }) => `${id}.json`).sort(), files.sort())
})

await t.test('the schema has the vocabulary of the rules', async (t) => {
  const { tolerances: tolerated, freevend, bootAfterReconnect } = schema.properties
  t.same(tolerated.items.properties.name.enum, tolerances)
  t.same(tolerated.items.properties.confidence.enum, profileConfidences)
  t.same(freevend.properties.control.enum, freevendSwitches)
  t.same(bootAfterReconnect.enum, bootAfterReconnectRules)
  t.same(schema.properties.match.properties.protocols.items.enum, protocols)
})

for (const { id, claims, tolerances: tolerated } of shipped) {
  await t.test(`${id} gives the grounds for all that it says`, async (t) => {
    t.ok(claims.length > 0)
    for (const { because, source } of [...claims, ...tolerated])
      t.ok(because.length > 10 && source.length > 10)
  })
}

for (const protocol of protocols) {
  await t.test(`the generic profile of ${protocol} puts up with all but a missing subprotocol`, async (t) => {
    const generic = matchProfile(shipped, { protocol, vendor: null, model: null, firmware: null })?.profile
    t.same(
      tolerances.filter((name) => !generic || !tolerates(generic, name)),
      ['missing_subprotocol'],
    )
  })
}

await t.test('real chargers find their profile', async (t) => {
  const find = (vendor: string, model: string, protocol: (typeof protocols)[number] = 'ocpp1.6') =>
    matchProfile(shipped, { protocol, vendor, model, firmware: null })?.profile
  t.match(find('ABB', 'CDT_TACW11::NET_WIFI'), {
    id: 'abb/terra-ac',
    freevend: { idTag: { kind: 'serial' } },
  })
  t.equal(find('ABB', 'MD_TERRA_53')?.id, 'generic/ocpp1.6')
  t.equal(find('Alfen BV', 'NG910-60003')?.id, 'alfen/eve')
  t.equal(find('Alfen BV', 'NG910-60003', 'ocpp2.0.1')?.id, 'alfen/eve-ocpp2.0.1')
  const grizzl = find('United Chargers', 'GRS-*')
  t.ok(grizzl && tolerates(grizzl, 'missing_subprotocol'))
  t.match(find('Vestel', 'EVC04-AC22'), {
    freevend: { idTag: { kind: 'constant', value: 'VestelFreeMode' } },
  })
})

const own = {
  id: 'depot/special',
  title: 'Ours',
  extends: 'generic/ocpp1.6',
  match: { protocols: ['ocpp1.6'], vendor: 'Special' },
}

async function folderWith(folder: string, path: string, content: string): Promise<string> {
  const file = join(folder, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, content)
  return folder
}

await t.test('a depot adds profiles of its own, and replaces shipped ones', async (t) => {
  const folder = await folderWith(t.testdir(), 'depot/special.json', JSON.stringify(own))
  const ourAbb = { ...own, id: 'abb/terra-ac', match: { protocols: ['ocpp1.6'], vendor: 'ABB' } }
  await folderWith(folder, 'abb/terra-ac.json', JSON.stringify(ourAbb))
  const profiles = await loadFirmwareProfiles(folder)
  t.equal(profiles.find(({ id }) => id === 'depot/special')?.heartbeatIntervalS, 300)
  t.same(
    profiles.filter(({ id }) => id === 'abb/terra-ac').map(({ title }) => title),
    ['Ours'],
  )
})

await t.test('a depot without profiles of its own has those shipped', async (t) => {
  t.same(await loadFirmwareProfiles(join(t.testdir(), 'nowhere')), shipped)
})

const broken: [name: string, content: string, message: RegExp][] = [
  ['text that is no JSON', '{', /special\.json is not valid JSON/],
  [
    'a field of the wrong type',
    JSON.stringify({ ...own, heartbeatIntervalS: 'often' }),
    /special\.json: heartbeatIntervalS must be integer/,
  ],
  [
    'a tolerance that does not exist',
    JSON.stringify({
      ...own,
      tolerances: [{ name: 'anything', because: 'x', confidence: 'forum', source: 'y' }],
    }),
    /tolerances\.0\.name must be equal to one of/,
  ],
  ['a field that does not exist', JSON.stringify({ ...own, hearbeat: 3 }), /\("hearbeat"\)/],
  [
    'a gap where it extends nothing',
    JSON.stringify({ ...own, extends: undefined }),
    /must have required property 'tolerances'/,
  ],
  [
    'a base that does not exist',
    JSON.stringify({ ...own, extends: 'no/such' }),
    /depot\/special: extends names "no\/such", which does not exist/,
  ],
  ['a base that is itself', JSON.stringify({ ...own, extends: own.id }), /extends this one/],
  [
    'another name than its file',
    JSON.stringify({ ...own, id: 'depot/other' }),
    /id must be "depot\/special"/,
  ],
]

for (const [name, content, message] of broken) {
  await t.test(`a profile with ${name} stops with file and field named`, async (t) => {
    const folder = await folderWith(t.testdir(), 'depot/special.json', content)
    await t.rejects(loadFirmwareProfiles(folder), { message })
  })
}
