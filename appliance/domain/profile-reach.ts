import type { FirmwareProfileFile, ProfileMatch } from './firmware-profile.ts'
import { isEmptyRange, parseFirmwareRange, rangeCovers } from './firmware-range.ts'
import { matchParts, specificity } from './match-profile.ts'
import type { ProfileProblem } from './profile-problem.ts'
import { protocols, type Protocol } from './protocol.ts'
import { normalisePattern, patternCovers } from './text-pattern.ts'

/**
 * Why a profile is never chosen by itself, if so: among all profiles in the order in which they are tried, it
 * matches nothing, matches the same as an earlier one, or another always wins.
 */
export function matchProblems(
  { id, match }: FirmwareProfileFile,
  files: readonly FirmwareProfileFile[],
): ProfileProblem[] {
  const at = files.findIndex((file) => file.id === id)
  const range = match.firmware === undefined ? null : parseFirmwareRange(match.firmware)
  if (range !== null && isEmptyRange(range)) {
    const remedy = 'give a lower bound that is below the upper one'
    return [{ id, field: 'match.firmware', problem: `no version lies in ${match.firmware}`, remedy }]
  }
  if (match.automatic === false) return []
  const others = files.filter((file) => file.match.automatic !== false)
  const twin = others.find((other) => files.indexOf(other) < at && isSameMatch(other.match, match))
  if (twin) {
    const remedy = 'let one of them name a model or a range of firmware'
    return [{ id, field: 'match', problem: `is the same as that of ${twin.id}`, remedy }]
  }
  const winners = match.protocols.map((protocol) =>
    others.find((other) => other.id !== id && alwaysWins(other, { id, match }, protocol, files)),
  )
  const [winner] = winners
  if (winner === undefined || !winners.every((found) => found !== undefined)) return []
  const remedy = 'name more of the charger here or less there'
  return [{ id, field: 'match', problem: `is never chosen, because ${winner.id} always is`, remedy }]
}

/** Whether `other` is for every charger that `one` is for, and is chosen before it. */
function alwaysWins(
  other: FirmwareProfileFile,
  one: Pick<FirmwareProfileFile, 'id' | 'match'>,
  protocol: Protocol,
  files: readonly FirmwareProfileFile[],
): boolean {
  const lead = specificity(other.match) - specificity(one.match)
  const place = (id: string) => files.findIndex((file) => file.id === id)
  if (lead < 0 || (lead === 0 && place(other.id) > place(one.id))) return false
  return other.match.protocols.includes(protocol) && covers(other.match, one.match)
}

function covers(wide: ProfileMatch, narrow: ProfileMatch): boolean {
  return matchParts.every((part) => {
    const wanted = wide[part]
    if (wanted === undefined) return true
    const given = narrow[part] ?? '*'
    const wideRange = part === 'firmware' ? parseFirmwareRange(wanted) : null
    const narrowRange = part === 'firmware' ? parseFirmwareRange(given) : null
    if (wideRange !== null) return narrowRange !== null && rangeCovers(wideRange, narrowRange)
    return patternCovers(wanted, narrowRange === null ? given : '*')
  })
}

function isSameMatch(a: ProfileMatch, b: ProfileMatch): boolean {
  const written = (match: ProfileMatch) => [
    [...match.protocols].sort().join(' '),
    ...matchParts.map((part) => (match[part] === undefined ? null : normalisePattern(match[part]))),
  ]
  return JSON.stringify(written(a)) === JSON.stringify(written(b))
}

/** Every charger needs a profile, so each protocol needs one that is for all. */
export function uncoveredProtocols(files: readonly FirmwareProfileFile[]): ProfileProblem[] {
  return protocols
    .filter(
      (protocol) =>
        !files.some(
          ({ match }) =>
            match.automatic !== false && match.protocols.includes(protocol) && specificity(match) === 0,
        ),
    )
    .map((protocol) => ({
      id: `generic/${protocol}`,
      field: 'match',
      problem: `no profile is for any charger of ${protocol}`,
      remedy: `let generic/${protocol} name that protocol and nothing else in match`,
    }))
}
