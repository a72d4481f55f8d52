import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { matchProfile } from '../appliance/domain/match-profile.ts'
import { checkFirmwareProfiles, loadFirmwareProfiles } from '../appliance/firmware-profiles.ts'

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
  t.same(await loadFirmwareProfiles(join(t.testdir(), 'nowhere')), await loadFirmwareProfiles(null))
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
    /special\.json: tolerances\.0\.name is not one of the words for it; write one of timestamp/,
  ],
  [
    'a field that does not exist',
    JSON.stringify({ ...own, hearbeat: 3 }),
    /: hearbeat is not a field of profiles/,
  ],
  [
    'a gap where it extends nothing',
    JSON.stringify({ ...own, extends: undefined }),
    /special\.json: tolerances is missing; add it/,
  ],
  [
    'a base that does not exist',
    JSON.stringify({ ...own, extends: 'no/such' }),
    /depot\/special\.json: extends names "no\/such", which does not exist/,
  ],
  ['a base that is itself', JSON.stringify({ ...own, extends: own.id }), /extends this one/],
  [
    'a range that is none',
    JSON.stringify({ ...own, match: { ...own.match, firmware: '>=1.8, <1.9' } }),
    /special\.json: match\.firmware must match .*; write a text with \*, or a range/,
  ],
  [
    'another name than its file',
    JSON.stringify({ ...own, id: 'depot/other' }),
    /id is "depot\/other"; write "depot\/special"/,
  ],
]

for (const [name, content, message] of broken) {
  await t.test(`a profile with ${name} stops with file and field named`, async (t) => {
    const folder = await folderWith(t.testdir(), 'depot/special.json', content)
    await t.rejects(loadFirmwareProfiles(folder), { message })
  })
}

await t.test('a profile that lies at the wrong place stops with its file named', async (t) => {
  const folder = await folderWith(t.testdir(), 'special.json', JSON.stringify(own))
  await t.rejects(loadFirmwareProfiles(folder), {
    message: /special\.json does not lie in its vendor's folder/,
  })
})

await t.test("all problems of a depot's own profiles are told at once, with their files", async (t) => {
  const folder = await folderWith(t.testdir(), 'depot/special.json', '{')
  await folderWith(
    folder,
    'depot/other.json',
    JSON.stringify({ ...own, id: 'depot/other', heartbeatIntervalS: 60 }),
  )
  await folderWith(folder, 'misplaced.json', '{}')
  const found = (await checkFirmwareProfiles(folder)).map(({ file, field }) => [file, field])
  t.same(found, [
    [join(folder, 'depot/special.json'), ''],
    [join(folder, 'misplaced.json'), ''],
    [join(folder, 'depot/other.json'), 'heartbeatIntervalS'],
  ])
})

await t.test('a depot may supersede a shipped profile by one of its own', async (t) => {
  const abb = { ...own, match: { protocols: ['ocpp1.6'], vendor: 'ABB', model: '*TACW*' } }
  const folder = await folderWith(t.testdir(), 'depot/special.json', JSON.stringify(abb))
  t.same(await checkFirmwareProfiles(folder), [])
  const profiles = await loadFirmwareProfiles(folder)
  const make = { protocol: 'ocpp1.6', vendor: 'ABB', model: 'CDT_TACW11', firmware: null } as const
  t.equal(matchProfile(profiles, make)?.profile.id, 'depot/special')
})

await t.test('the example in the guide is in order', async (t) => {
  const guide = await readFile('docs/firmware-profiles.md', 'utf8')
  const example = /```json\n([^`]+)```/.exec(guide)?.[1] ?? ''
  const folder = await folderWith(t.testdir(), 'depot/lamp-post.json', example)
  t.same(await checkFirmwareProfiles(folder), [])
  const profiles = await loadFirmwareProfiles(folder)
  const make = { protocol: 'ocpp1.6', vendor: 'Lumen', model: 'LP-22k', firmware: 'v2.4.1' } as const
  t.match(matchProfile(profiles, make)?.profile, { id: 'depot/lamp-post', timings: { writeGapMs: 3000 } })
})
