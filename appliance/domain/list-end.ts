import type { AgreementFacts, IdentifierFacts } from './decision.ts'
import { judgeTeamRules, type Occasion, type TeamRule } from './team-rule.ts'

/** What bounds the time in which somebody stands in chargers' lists. */
export interface ListedFacts {
  readonly facts: IdentifierFacts
  readonly agreement: AgreementFacts | null
  readonly teamRules: readonly TeamRule[]
}

/**
 * Until when somebody who may charge now is to stand in a charger's list: the first end among those of the
 * identifier, of its agreement, of the trust in that agreement's last refresh, and of the hours in which its
 * team may charge there. `edges`: of its team's hours, as `timeEdges` gives them. Null: without end.
 */
export function listEnd(
  { facts, agreement, teamRules }: ListedFacts,
  edges: readonly Temporal.Instant[],
  occasion: Occasion,
): Temporal.Instant | null {
  const closing = edges.find((at) => !judgeTeamRules(teamRules, facts.fleet, { ...occasion, at }).permitted)
  const ends = [facts.validTo, ...agreementEnds(facts, agreement), closing ?? null]
  return earliest(ends)
}

/** The next instant at which it may be different whether somebody may charge. Null: not as things stand. */
export function nextListChange(
  { facts, agreement }: ListedFacts,
  edges: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Temporal.Instant | null {
  const own = [facts.validFrom, facts.validTo, agreement?.validFrom ?? null]
  const all = [...own, ...agreementEnds(facts, agreement), edges[0] ?? null]
  return earliest(all.filter((at) => at !== null && Temporal.Instant.compare(at, now) > 0))
}

/**
 * When the hours and weekdays of rules begin and end in the coming week, in order, without those that are past.
 * A change of the clocks is one too: an hour that comes twice begins again.
 */
export function timeEdges(
  rules: readonly TeamRule[],
  zone: string,
  now: Temporal.Instant,
): Temporal.Instant[] {
  const times = rules.flatMap(({ scope: { hours, weekdays } }) => {
    if (hours !== null) return [hours.from, hours.until]
    return weekdays === null ? [] : [new Temporal.PlainTime()]
  })
  if (times.length === 0) return []
  const local = now.toZonedDateTimeISO(zone)
  const days = Array.from({ length: 9 }, (_, at) => local.toPlainDate().add({ days: at }))
  const clockChange = local.getTimeZoneTransition('next')?.toInstant() ?? []
  return days
    .flatMap((day) =>
      times.map((plainTime) => day.toZonedDateTime({ timeZone: zone, plainTime }).toInstant()),
    )
    .concat(clockChange)
    .filter((at) => Temporal.Instant.compare(at, now) > 0)
    .sort((a, b) => Temporal.Instant.compare(a, b))
}

/** The first of the instants that there are. */
export function earliest(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return instants.reduce((first, at) => {
    if (first === null || at === null) return first ?? at
    return Temporal.Instant.compare(at, first) < 0 ? at : first
  }, null)
}

function agreementEnds(
  { accessClass }: IdentifierFacts,
  agreement: AgreementFacts | null,
): (Temporal.Instant | null)[] {
  // Of other classes it is no condition.
  if (accessClass !== 'agreement' || agreement === null) return []
  const { validTo, refreshedAt, maxAgeS } = agreement
  // The last instant at which it is fresh is one before that at which it is not.
  return [validTo, maxAgeS === null ? null : refreshedAt.add({ seconds: maxAgeS, milliseconds: 1 })]
}
