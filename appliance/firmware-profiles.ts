import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { extendProfile, type FirmwareProfile, type FirmwareProfileFile } from './domain/firmware-profile.ts'
import schema from '../firmware-profiles/schema.json' with { type: 'json' }

const shippedFolder = join(import.meta.dirname, '..', 'firmware-profiles')
const isProfile = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
}).compile<FirmwareProfileFile>(schema)

/** Profiles by id, in the order in which they are tried. */
type ProfileFiles = Map<string, FirmwareProfileFile>

/**
 * The profiles shipped with the product and the depot's own in `<data>/firmware-profiles`, which come first
 * and replace a shipped one of the same id. Throws with a message that names file and field.
 */
export async function loadFirmwareProfiles(ownFolder: string | null): Promise<readonly FirmwareProfile[]> {
  const files: ProfileFiles = new Map(ownFolder === null ? [] : await readFolder(ownFolder))
  for (const [id, file] of await readFolder(shippedFolder)) if (!files.has(id)) files.set(id, file)
  return files
    .values()
    .map((file) => complete(file, files, []))
    .toArray()
}

async function readFolder(folder: string): Promise<[id: string, file: FirmwareProfileFile][]> {
  const paths = (await namesIn(folder)).filter((name) => /^[^/\\]+[/\\][^/\\]+\.json$/.test(name))
  return Promise.all(paths.sort().map(async (path) => readProfile(folder, path)))
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

async function readProfile(folder: string, path: string): Promise<[string, FirmwareProfileFile]> {
  const file = join(folder, path)
  const content = parseJson(file, await readFile(file, 'utf8'))
  if (!isProfile(content)) throw new Error(`Firmware profile ${file}: ${problems(isProfile.errors ?? [])}`)
  const id = path.replaceAll('\\', '/').replace(/\.json$/, '')
  if (content.id !== id)
    throw new Error(`Firmware profile ${file}: id must be "${id}", as the file is called.`)
  return [id, content]
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`Firmware profile ${file} is not valid JSON.`, { cause })
  }
}

/** Each wrong field once; the remarks of `if` and `oneOf` only repeat what lies below them. */
function problems(errors: readonly ErrorObject[]): string {
  const telling = errors.filter(({ keyword }) => keyword !== 'if' && keyword !== 'oneOf')
  return [...new Set(telling.map(problem))].join('; ')
}

function problem({ instancePath, message, params }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.') || 'the profile'
  const named: unknown = params['additionalProperty'] ?? params['allowedValues']
  return `${field} ${message}${named === undefined ? '' : ` (${JSON.stringify(named)})`}`
}

/** Fills a profile up along the chain of those that it extends. */
function complete(
  file: FirmwareProfileFile,
  files: ProfileFiles,
  extending: readonly string[],
): FirmwareProfile {
  if (file.extends === undefined) return file
  const base = files.get(file.extends)
  if (base === undefined || extending.includes(file.extends)) {
    throw new Error(
      `Firmware profile ${file.id}: extends names "${file.extends}", which ${base ? 'extends this one' : 'does not exist'}.`,
    )
  }
  return extendProfile(complete(base, files, [...extending, file.id]), file)
}
