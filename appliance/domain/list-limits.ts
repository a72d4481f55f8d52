import type { ChargerAnswers, ChargerProofs } from './charger-answers.ts'
import type { FirmwareProfile } from './firmware-profile.ts'
import type { Protocol } from './protocol.ts'

/** How a charger's list of identifiers can be kept. */
export interface ListLimits {
  readonly maxEntries: number
  readonly maxPerMessage: number
  readonly takesDifferences: boolean
}

/** What every charger with a list can be expected to take where nobody says. */
const unknownPerMessage = 20
const unknownEntries = 10_000

/** The tightest of what the profile says and the charger answered. */
export function listLimits({ localList }: FirmwareProfile, answers: ChargerAnswers | null): ListLimits {
  const tightest = (fromProfile: number | null, answered: number | null | undefined, unknown: number) => {
    const told = [fromProfile, answered ?? null].filter((limit) => limit !== null && limit > 0) as number[]
    return told.length === 0 ? unknown : Math.min(...told)
  }
  const maxPerMessage = tightest(localList.maxPerMessage, answers?.listMaxPerMessage, unknownPerMessage)
  const maxEntries = tightest(localList.maxEntries, answers?.listMaxEntries, unknownEntries)
  const takesDifferences = localList.differential !== 'no'
  return {
    maxPerMessage,
    takesDifferences,
    maxEntries: takesDifferences ? maxEntries : Math.min(maxEntries, maxPerMessage),
  }
}

/** Whether a charger keeps a list: what was proved counts before what it answered, and that before the profile. */
export function keepsList(
  { localList }: FirmwareProfile,
  protocol: Protocol,
  answers: ChargerAnswers | null,
  proofs: ChargerProofs | null,
): boolean {
  if (proofs?.localList) return proofs.localList === 'taken'
  if (localList.support === 'none' || localList.support === 'refuses') return false
  if (localList.support === 'unadvertised') return true
  if (protocol !== 'ocpp1.6') return answers?.listAvailable ?? true
  const profiles = answers?.featureProfiles ?? null
  return profiles === null || profiles.some((name) => name.toLowerCase() === 'localauthlistmanagement')
}
