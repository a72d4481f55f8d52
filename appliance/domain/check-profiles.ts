import {
  profileSections,
  type FirmwareProfile,
  type FirmwareProfileFile,
  type ProfileExtension,
} from './firmware-profile.ts'
import { isSwitch } from './profile-capability.ts'
import { completeProfile } from './profile-chain.ts'
import type { ProfileProblem } from './profile-problem.ts'
import { matchProblems, uncoveredProtocols } from './profile-reach.ts'

/**
 * What is wrong among profiles that each fit the schema, given in the order in which they are tried: broken
 * chains, settings without grounds, and profiles that can never be chosen.
 */
export function checkProfiles(files: readonly FirmwareProfileFile[]): ProfileProblem[] {
  const byId = new Map(files.map((file) => [file.id, file]))
  return [
    ...files.flatMap((file) => [
      ...completedProblems(file, byId),
      ...groundsProblems(file),
      ...duplicateKeys(file),
      ...matchProblems(file, files),
    ]),
    ...uncoveredProtocols(files),
  ]
}

/** A broken chain is told once, at the profile where it breaks. */
function completedProblems(
  file: FirmwareProfileFile,
  byId: ReadonlyMap<string, FirmwareProfileFile>,
): ProfileProblem[] {
  const completed = completeProfile(file, byId)
  if (completed.kind === 'complete') return switchProblems(completed.profile)
  return completed.problem.id === file.id ? [completed.problem] : []
}

/** What an extension says otherwise than its base needs grounds, or nobody can ever judge it. */
function groundsProblems(file: FirmwareProfileFile): ProfileProblem[] {
  if (file.extends === undefined) return []
  const problem = 'is stated without grounds'
  const sections = profileSections
    .filter((section) => file[section] !== undefined && !hasGrounds(file, section))
    .map((section) => ({
      id: file.id,
      field: section,
      problem,
      remedy: `add ${section}.claims with because, confidence and source`,
    }))
  const plain = (['heartbeatIntervalS', 'maxFrameBytes', 'bootAfterReconnect'] as const)
    .filter((field) => file[field] !== undefined && (file.claims ?? []).length === 0)
    .map((field) => ({
      id: file.id,
      field,
      problem,
      remedy: 'add claims with because, confidence and source',
    }))
  return [...sections, ...plain]
}

/** The keys of a section carry grounds of their own, which also stand for what it says around them. */
function hasGrounds(file: ProfileExtension, name: (typeof profileSections)[number]): boolean {
  const section = file[name]
  if (section === undefined || (section.claims ?? []).length > 0) return true
  return 'keys' in section && (section.keys ?? []).length > 0
}

function switchProblems({ id, freevend }: FirmwareProfile): ProfileProblem[] {
  if (freevend.control !== 'vendor_key' || freevend.keys.some(isSwitch)) return []
  return [
    {
      id,
      field: 'freevend.keys',
      problem: 'has no key that is set in either mode, although control is vendor_key',
      remedy: 'give one key both open and managed, or say that control is unknown',
    },
  ]
}

function duplicateKeys({ id, freevend, offline, configuration }: FirmwareProfileFile): ProfileProblem[] {
  const sections = { freevend, offline, configuration }
  return Object.entries(sections).flatMap(([section, stated]) => {
    const names = (stated?.keys ?? []).map(({ key }) => key.toLowerCase())
    return names
      .filter((name, at) => names.indexOf(name) !== at)
      .map((name) => ({
        id,
        field: `${section}.keys`,
        problem: `names ${name} more than once`,
        remedy: 'keep one entry for each key',
      }))
  })
}
