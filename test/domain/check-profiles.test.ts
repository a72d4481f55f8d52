import t from 'tap'
import { checkProfiles } from '../../appliance/domain/check-profiles.ts'
import type {
  FirmwareProfileFile,
  ProfileExtension,
  ProfileMatch,
} from '../../appliance/domain/firmware-profile.ts'
import type { ProfileProblem } from '../../appliance/domain/profile-problem.ts'
import { protocols, type Protocol } from '../../appliance/domain/protocol.ts'
import { genericProfile } from '../support/generic-profile.ts'

const generics = protocols.map(genericOf)
const claims = [{ because: 'seen', confidence: 'forum', source: 'there' }] as const

function genericOf(protocol: Protocol): FirmwareProfileFile {
  return { ...genericProfile, id: `generic/${protocol}`, match: { protocols: [protocol] } }
}

function extension(id: string, match: Partial<ProfileMatch>, said: Partial<ProfileExtension> = {}) {
  const file: ProfileExtension = {
    id,
    title: id,
    extends: 'generic/ocpp1.6',
    match: { protocols: ['ocpp1.6'], ...match },
    ...said,
  }
  return file
}

const problemsOf = (...files: FirmwareProfileFile[]): ProfileProblem[] =>
  checkProfiles([...files, ...generics])

await t.test('profiles that are in order have no problem', async (t) => {
  t.same(
    problemsOf(
      extension('abb/terra', { vendor: 'ABB', model: '*TACW*' }),
      extension('abb/terra-1.8', { vendor: 'ABB', model: '*TACW*', firmware: '>=1.8 <1.9' }),
      extension('abb/any', { vendor: 'ABB' }),
      extension('stack/one', { automatic: false }),
      extension('stack/two', { automatic: false }),
    ),
    [],
  )
})

const wrong: [
  name: string,
  files: FirmwareProfileFile[],
  expected: Partial<Record<keyof ProfileProblem, RegExp>>,
][] = [
  [
    'a base that does not exist',
    [extension('a/b', { vendor: 'A' }, { extends: 'no/such' })],
    { id: /^a\/b$/, field: /^extends$/, problem: /"no\/such", which does not exist/, remedy: /generic/ },
  ],
  [
    'a base that is itself',
    [extension('a/b', { vendor: 'A' }, { extends: 'a/b' })],
    { field: /^extends$/, problem: /extends this one/ },
  ],
  [
    'a section without grounds',
    [extension('a/b', { vendor: 'A' }, { timings: { writeGapMs: 9 } })],
    { field: /^timings$/, problem: /without grounds/, remedy: /timings\.claims/ },
  ],
  [
    'a plain field without grounds',
    [extension('a/b', { vendor: 'A' }, { heartbeatIntervalS: 30 })],
    { field: /^heartbeatIntervalS$/, problem: /without grounds/ },
  ],
  [
    'a vendor key that is not given',
    [extension('a/b', { vendor: 'A' }, { freevend: { control: 'vendor_key', claims } })],
    { field: /^freevend\.keys$/, problem: /no key that is set in either mode/ },
  ],
  [
    'one key twice',
    [
      extension(
        'a/b',
        { vendor: 'A' },
        {
          configuration: {
            keys: [
              { key: 'LocalPreAuthorize', factory: 'true', ...claims[0] },
              { key: 'LocalPreAuthorize', access: 'readonly', ...claims[0] },
            ],
          },
        },
      ),
    ],
    { field: /^configuration\.keys$/, problem: /localpreauthorize more than once/ },
  ],
  [
    'a range without versions',
    [extension('a/b', { vendor: 'A', firmware: '>2 <1' })],
    { field: /^match\.firmware$/, problem: /no version lies in >2 <1/ },
  ],
  [
    'the same match as another',
    [extension('a/b', { vendor: 'A|B' }), extension('a/c', { vendor: 'b | a' })],
    { id: /^a\/c$/, field: /^match$/, problem: /same as that of a\/b/ },
  ],
  [
    'a match within an earlier one',
    [extension('a/b', { vendor: 'A*' }), extension('a/c', { vendor: 'AB' })],
    { id: /^a\/c$/, field: /^match$/, problem: /never chosen, because a\/b always is/, remedy: /name more/ },
  ],
  [
    'a match within one that names more',
    [extension('a/b', { vendor: 'A' }), extension('a/c', { vendor: 'A*', model: '*' })],
    { id: /^a\/b$/, problem: /never chosen, because a\/c/ },
  ],
  [
    'a range within an earlier one',
    [
      extension('a/b', { vendor: 'A', firmware: '<2' }),
      extension('a/c', { vendor: 'A', firmware: '>=1 <2' }),
    ],
    { id: /^a\/c$/, problem: /never chosen, because a\/b/ },
  ],
]

for (const [name, files, expected] of wrong) {
  await t.test(`a profile with ${name} is told with field and remedy`, async (t) => {
    const problems = problemsOf(...files)
    t.equal(problems.length, 1)
    t.match(problems[0], expected)
  })
}

await t.test('two profiles that extend each other are both told', async (t) => {
  const problems = problemsOf(
    extension('a/b', { vendor: 'A' }, { extends: 'a/c' }),
    extension('a/c', { vendor: 'C' }, { extends: 'a/b' }),
  )
  t.same(
    problems.map(({ id, field }) => `${id} ${field}`),
    ['a/b extends', 'a/c extends'],
  )
})

await t.test('a match that overlaps with another but holds more is in order', async (t) => {
  t.same(problemsOf(extension('a/b', { vendor: 'AB*' }), extension('a/c', { vendor: 'A*' })), [])
})

await t.test('a protocol without a profile for any charger is told', async (t) => {
  t.match(checkProfiles(generics.slice(1)), [{ id: 'generic/ocpp1.6', field: 'match' }])
})
