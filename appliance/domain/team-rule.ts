/** Where and when a team rule holds; `null` means everywhere or always. */
export interface TeamRuleScope {
  readonly chargerIds: readonly string[] | null
  /** ISO weekdays, Monday is 1, in the depot's zone; of hours past midnight, the day on which they start. */
  readonly weekdays: readonly number[] | null
  /** Time of day in the depot's zone, `[from, until)`; an end not after its start runs past midnight. */
  readonly hours: { readonly from: Temporal.PlainTime; readonly until: Temporal.PlainTime } | null
}

export interface TeamRule {
  readonly id: number
  readonly effect: 'allow' | 'deny'
  readonly fleet: string
  readonly scope: TeamRuleScope
}

/** Where and when someone wants to charge. */
export interface Occasion {
  readonly chargerId: string
  /** IANA zone of the depot. */
  readonly zone: string
  readonly at: Temporal.Instant
}

/** Whether the charger is one that the rule speaks of. */
function coversPlace({ scope }: TeamRule, { chargerId }: Occasion): boolean {
  return scope.chargerIds === null || scope.chargerIds.includes(chargerId)
}

/** Whether the weekday and time of day, as the depot's clocks show them, are such that the rule speaks of. */
function coversTime({ scope }: TeamRule, { at, zone }: Occasion): boolean {
  if (scope.weekdays === null && scope.hours === null) return true
  const local = at.toZonedDateTimeISO(zone)
  const startDay = startDayOf(scope.hours, local)
  if (startDay === null) return false
  return scope.weekdays === null || scope.weekdays.includes(startDay)
}

/** The weekday on which the hours that contain `local` began; `null` where they do not contain it. */
function startDayOf(hours: TeamRuleScope['hours'], local: Temporal.ZonedDateTime): number | null {
  if (hours === null) return local.dayOfWeek
  const time = local.toPlainTime()
  const begun = Temporal.PlainTime.compare(time, hours.from) >= 0
  const over = Temporal.PlainTime.compare(time, hours.until) >= 0
  const pastMidnight = Temporal.PlainTime.compare(hours.until, hours.from) <= 0
  if (!pastMidnight) return begun && !over ? local.dayOfWeek : null
  if (begun) return local.dayOfWeek
  return over ? null : local.subtract({ days: 1 }).dayOfWeek
}

/** Whether a rule is limited to some times at all. */
function isTimed({ scope }: TeamRule): boolean {
  return scope.weekdays !== null || scope.hours !== null
}

export type Permit =
  | { readonly permitted: true; readonly ruleId: number | null }
  | { readonly permitted: false; readonly ruleId: number | null; readonly restriction: Restriction }

/** What stands in the way where a rule refuses; OCPP 2.x can tell the two apart. */
export type Restriction = 'place' | 'time'

/**
 * What the rules of one fleet say to an occasion. A deny rule that fits wins; where allow rules exist, one of
 * them must fit; without any rule all is permitted.
 */
export function judgeTeamRules(rules: readonly TeamRule[], fleet: string | null, occasion: Occasion): Permit {
  const own = fleet === null ? [] : rules.filter((rule) => rule.fleet === fleet)
  const denying = own.find((rule) => rule.effect === 'deny' && fits(rule, occasion))
  if (denying) {
    return { permitted: false, ruleId: denying.id, restriction: isTimed(denying) ? 'time' : 'place' }
  }
  const allowing = own.filter((rule) => rule.effect === 'allow')
  if (allowing.length === 0) return { permitted: true, ruleId: null }
  const here = allowing.filter((rule) => coversPlace(rule, occasion))
  const fitting = here.find((rule) => coversTime(rule, occasion))
  if (fitting) return { permitted: true, ruleId: fitting.id }
  return { permitted: false, ruleId: null, restriction: here.length > 0 ? 'time' : 'place' }
}

function fits(rule: TeamRule, occasion: Occasion): boolean {
  return coversPlace(rule, occasion) && coversTime(rule, occasion)
}
