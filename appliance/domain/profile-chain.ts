import { extendProfile, type FirmwareProfile, type FirmwareProfileFile } from './firmware-profile.ts'
import type { ProfileProblem } from './profile-problem.ts'

export type CompletedProfile =
  | { readonly kind: 'complete'; readonly profile: FirmwareProfile }
  | { readonly kind: 'problem'; readonly problem: ProfileProblem }

/** Fills a profile up along the chain of those that it extends. */
export function completeProfile(
  file: FirmwareProfileFile,
  files: ReadonlyMap<string, FirmwareProfileFile>,
  extending: readonly string[] = [],
): CompletedProfile {
  if (file.extends === undefined) return { kind: 'complete', profile: file }
  const base = files.get(file.extends)
  if (base === undefined) return broken(file.id, file.extends, 'does not exist')
  // The chain comes back to where it has been, so what is told is told at that place.
  if (base.extends !== undefined && [...extending, file.id].includes(base.id))
    return broken(base.id, base.extends, 'extends this one')
  const completed = completeProfile(base, files, [...extending, file.id])
  if (completed.kind === 'problem') return completed
  return { kind: 'complete', profile: extendProfile(completed.profile, file) }
}

function broken(id: string, base: string, why: string): CompletedProfile {
  return {
    kind: 'problem',
    problem: {
      id,
      field: 'extends',
      problem: `names "${base}", which ${why}`,
      remedy: 'name a profile that stands without this one, such as generic/ocpp1.6',
    },
  }
}
