import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { checkProfiles } from './domain/check-profiles.ts'
import type { FirmwareProfile, FirmwareProfileFile } from './domain/firmware-profile.ts'
import { completeProfile } from './domain/profile-chain.ts'
import type { ProfileProblem } from './domain/profile-problem.ts'
import { schemaProblems } from './domain/profile-schema-problems.ts'
import schema from '../firmware-profiles/schema.json' with { type: 'json' }

const shippedFolder = join(import.meta.dirname, '..', 'firmware-profiles')
const fits = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
}).compile<FirmwareProfileFile>(schema)

/** Profiles by id, in the order in which they are tried. */
type ProfileFiles = ReadonlyMap<string, FirmwareProfileFile>

interface ProfileFolder {
  readonly path: string
  readonly files: ProfileFiles
  /** What could not be read. */
  readonly problems: readonly FileProblem[]
}

/** A problem with its file; `field` is empty where it is the file as a whole. */
export interface FileProblem extends Omit<ProfileProblem, 'id'> {
  readonly file: string
}

/**
 * The profiles shipped with the product and the depot's own in `<data>/firmware-profiles`, which come first
 * and replace a shipped one of the same id. Throws with a message that names file and field.
 */
export async function loadFirmwareProfiles(ownFolder: string | null): Promise<readonly FirmwareProfile[]> {
  const shipped = await readFolder(shippedFolder)
  const folders = ownFolder === null ? [shipped] : [await readFolder(ownFolder), shipped]
  const [unreadable] = folders.flatMap(({ problems }) => problems)
  if (unreadable) throw new Error(sentence(unreadable))
  const files = together(folders)
  return files
    .values()
    .map((file) => {
      const completed = completeProfile(file, files)
      if (completed.kind === 'complete') return completed.profile
      throw new Error(sentence(located(completed.problem, '')))
    })
    .toArray()
}

/**
 * What is wrong in the shipped profiles and in a depot's own folder, which is judged as it would be used: in
 * front of those shipped. It may be the shipped folder itself.
 */
export async function checkFirmwareProfiles(ownFolder: string): Promise<readonly FileProblem[]> {
  const shipped = await readFolder(shippedFolder)
  const ofShipped = problemsOf(shipped, [shipped])
  if (resolve(ownFolder) === shippedFolder) return ofShipped
  const own = await readFolder(ownFolder)
  return [...problemsOf(own, [own, shipped]), ...ofShipped]
}

/** A depot may supersede what is shipped, so of all folders together only what concerns this one counts. */
function problemsOf(folder: ProfileFolder, all: readonly ProfileFolder[]): FileProblem[] {
  const among = checkProfiles([...together(all).values()])
    .filter(({ id }) => folder.files.has(id) || all.length === 1)
    .map((problem) => located(problem, folder.path))
  return [...folder.problems, ...among]
}

function together(folders: readonly ProfileFolder[]): ProfileFiles {
  const files = new Map<string, FirmwareProfileFile>()
  for (const folder of folders) {
    for (const [id, file] of folder.files) if (!files.has(id)) files.set(id, file)
  }
  return files
}

function located({ id, field, problem, remedy }: ProfileProblem, folder: string): FileProblem {
  return { file: join(folder, `${id}.json`), field, problem, remedy }
}

function sentence({ file, field, problem, remedy }: FileProblem): string {
  return `Firmware profile ${[file, field].filter(Boolean).join(': ')} ${problem}; ${remedy}.`
}

/** Reads `<vendor>/<model>.json` below a folder; one that does not exist holds nothing. */
async function readFolder(path: string): Promise<ProfileFolder> {
  const names = (await namesIn(path)).map((name) => name.replaceAll('\\', '/')).sort()
  const files = new Map<string, FirmwareProfileFile>()
  const problems: FileProblem[] = []
  for (const name of names) {
    if (!name.endsWith('.json') || name === 'schema.json') continue
    const read = parseProfile(name, await readFile(join(path, name), 'utf8'))
    if (read.kind === 'profile') files.set(read.profile.id, read.profile)
    else problems.push(...read.problems.map((problem) => located(problem, path)))
  }
  return { path, files, problems }
}

/** A depot without profiles of its own has no folder for them. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw new Error(`Firmware profiles in ${folder} cannot be read.`, { cause })
  }
}

type ReadProfile =
  | { readonly kind: 'profile'; readonly profile: FirmwareProfileFile }
  | { readonly kind: 'problems'; readonly problems: readonly ProfileProblem[] }

function parseProfile(name: string, text: string): ReadProfile {
  const id = name.replace(/\.json$/, '')
  const wrong = (field: string, problem: string, remedy: string): ReadProfile => ({
    kind: 'problems',
    problems: [{ id, field, problem, remedy }],
  })
  if (id.split('/').length !== 2)
    return wrong('', "does not lie in its vendor's folder", 'move it to <vendor>/<model>.json')
  const content = parseJson(text)
  if (content === undefined) return wrong('', 'is not valid JSON', 'correct it')
  if (!fits(content)) return { kind: 'problems', problems: schemaProblems(id, fits.errors ?? []) }
  if (content.id !== id) return wrong('id', `is "${content.id}"`, `write "${id}", as the file is called`)
  return { kind: 'profile', profile: content }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
