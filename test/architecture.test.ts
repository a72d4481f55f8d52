import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import t from 'tap'

/** The edges of the gateway: they serve the outside, each with its own library, and know nothing of each other. */
const edges = ['ocpp', 'http', 'mqtt', 'scheduler', 'replication'].map((name) => `appliance/${name}`)
const sharedByAll = ['appliance/domain', 'appliance/log.ts']

/** Which area may import which others. Files directly in `appliance/` are areas of their own. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'appliance/domain': [],
  'appliance/store': [...sharedByAll, 'sync/protocol'],
  'appliance/ledger': [...sharedByAll, 'appliance/store', 'sync/protocol'],
  'appliance/flows': [...sharedByAll, 'appliance/store', 'appliance/ledger', 'sync/protocol'],
  ...Object.fromEntries(
    edges.map((edge) => [edge, [...sharedByAll, 'appliance/flows', 'appliance/store', 'sync/protocol']]),
  ),
  'appliance/simulator': sharedByAll,
  'sync/protocol': [],
  'sync/central': ['sync/protocol', 'appliance/domain', 'appliance/ledger'],
  ui: [],
}

/** The places where everything is put together. */
const composition = ['appliance/cli', 'appliance/compose.ts']

/** What rules may use besides themselves: computation without input, output or clock. */
const pureModules = new Set(['node:crypto', 'node:util', 'csv-parse/sync', 'canonicalize', 'rrule'])

const files = globSync('{appliance,sync,ui}/**/*.ts').sort()

interface Import {
  readonly file: string
  /** A path from the root of the project, or the name of a module. */
  readonly target: string
}

const imports = files.flatMap(importsOf)

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'/gm),
    ...text.matchAll(/^import\s+'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'/g),
  ].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => ({
    file,
    target: specifier.startsWith('.') ? join(dirname(file), specifier) : specifier,
  }))
}

/** `appliance/http/routes/x.ts` lies in `appliance/http`; `appliance/log.ts` is an area; the UI is one. */
function areaOf(path: string): string {
  return path.startsWith('ui/') ? 'ui' : path.split('/').slice(0, 2).join('/')
}

function isOwnCode(target: string): boolean {
  return /^(?:appliance|sync|ui)\//.test(target)
}

function mentions(pattern: RegExp, where: (file: string) => boolean): string[] {
  return files.filter((file) => where(file) && pattern.test(readFileSync(file, 'utf8')))
}

await t.test('every import goes the way that the layout allows', async (t) => {
  const forbidden = imports.filter(({ file, target }) => {
    const from = areaOf(file)
    const to = areaOf(target)
    if (!isOwnCode(target) || from === to || composition.includes(from)) return false
    // A file beside the folders adapts something outside, such as the clock or the disk.
    if (from.endsWith('.ts')) return !(to.endsWith('.ts') || [...sharedByAll, 'appliance/store'].includes(to))
    return !(mayImport[from] ?? []).includes(to)
  })
  t.same(
    forbidden.map(({ file, target }) => `${file} → ${target}`),
    [],
  )
})

await t.test('every folder has its place in the layout', async (t) => {
  const areas = new Set(files.map(areaOf).filter((area) => !area.endsWith('.ts')))
  const known = new Set([...Object.keys(mayImport), ...composition])
  t.same([...areas.difference(known)], [])
})

await t.test('rules import nothing impure', async (t) => {
  const impure = imports.filter(
    ({ file, target }) =>
      /^(?:appliance\/domain|sync\/protocol)\//.test(file) && !isOwnCode(target) && !pureModules.has(target),
  )
  t.same(
    impure.map(({ file, target }) => `${file} → ${target}`),
    [],
  )
})

await t.test('only the configuration reads the environment', async (t) => {
  t.same(
    mentions(/\bprocess\.env\b/, (file) => !file.startsWith('ui/')),
    ['appliance/config.ts'],
  )
})

await t.test('rules, flows and store are told the time', async (t) => {
  const told = /^(?:appliance\/(?:domain|flows|store|ledger)|sync\/protocol)\//
  t.same(
    mentions(/\bDate\.now\b|\bnew Date\b|\bTemporal\.Now\b|\bperformance\.now\b/, (file) => told.test(file)),
    [],
  )
})

await t.test('the edges read the store and write through flows', async (t) => {
  t.same(
    mentions(/\b(?:Tx|GroupCommit)\b/, (file) => edges.includes(areaOf(file))),
    [],
  )
})

await t.test('nothing is exported by default', async (t) => {
  t.same(
    mentions(/^export default\b/m, () => true),
    [],
  )
})

await t.test('files are named for what they hold', async (t) => {
  t.same(
    files.filter((file) => /\/(?:utils?|helpers?|common|misc|index)\.ts$/.test(file)),
    [],
  )
  t.same(
    files.filter((file) => !/\/[a-z0-9-]+(?:\.d)?\.ts$/.test(file)),
    [],
  )
})
