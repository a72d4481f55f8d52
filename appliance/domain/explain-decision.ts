import type { DecisionReason } from './decision.ts'
import type { Restriction } from './team-rule.ts'

/** What of a decision record changes the wording. */
export interface ExplainFacts {
  /** Whether anything was presented at all. */
  readonly presented: boolean
  readonly listAgeS: number
  readonly restriction: Restriction | null
}

export interface Explanation {
  /** What happened, in one plain sentence. */
  readonly sentence: string
  /** What a technician can do about it. */
  readonly nextStep: string
}

type Wording = readonly [sentence: string, nextStep: string]

const wordings: Readonly<Record<DecisionReason, Wording | ((facts: ExplainFacts) => Wording)>> = {
  own_fleet: ['The card belongs to the own fleet and is valid.', 'Nothing to do.'],
  agreement: ['The card is covered by an agreement with its fleet.', 'Nothing to do.'],
  unsupported_charger_path: [
    'This charger cannot be made to ask before it starts, so nothing is allowed in managed access.',
    'Set the charger to freevend, or have its firmware or profile put right.',
  ],
  clock_unknown: [
    'The gateway does not know the time, and this charger is set to refuse everyone then.',
    'Check the time server on the system page; charging resumes as soon as the clock is right.',
  ],
  list_too_old: ({ listAgeS }) => [
    `The identifier list is ${duration(listAgeS)} old, more than this charger accepts.`,
    'Restore the connection to the back-office, or raise the limit in the charger’s policy.',
  ],
  unknown_identifier: ({ presented }) =>
    presented
      ? ['Card not in this depot’s list.', 'If it should be, add it from this line.']
      : ['The charger asked without presenting a card.', 'Have the driver present a card and try again.'],
  blocked_identifier: ['The card is blocked.', 'Ask whoever administers the fleet why; unblock it there.'],
  inactive_identifier: ['The card is in the list but not active.', 'Activate it on the identifiers page.'],
  expired_identifier: [
    'The card is not valid at this time.',
    'Check its validity dates on the identifiers page.',
  ],
  token_unbound: [
    'The fleet card is not bound to a vehicle or driver.',
    'Bind it to one on the identifiers page.',
  ],
  agreement_expired: [
    'The agreement that covers this card has ended or is suspended.',
    'Ask the agreement’s administrator to renew it.',
  ],
  agreement_stale: [
    'The agreement that covers this card was not confirmed recently enough.',
    'Restore the connection to the back-office, or have the agreement confirmed again.',
  ],
  not_permitted_here: ({ restriction }) => [
    restriction === 'time'
      ? 'The card’s fleet may not charge at this time.'
      : 'The card’s fleet may not charge at this charger.',
    'Use another charger or hour, or have the fleet’s rules changed.',
  ],
  concurrent_session: [
    'The card is already charging elsewhere, as often as it may.',
    'End the other session, or raise the card’s limit.',
  ],
  charger_local_rejection: [
    'The charger turned the card away by itself; the gateway had not refused it.',
    'Check the charger’s local list, its own settings and its connection at that time.',
  ],
  authorisation_timeout: [
    'The answer reached the charger later than it waits.',
    'Present the card again; if it happens often, look at the charger’s connection.',
  ],
}

/** A decision's reason for a technician beside the charger. */
export function explainDecision(reason: DecisionReason, facts: ExplainFacts): Explanation {
  const wording = wordings[reason]
  const [sentence, nextStep] = typeof wording === 'function' ? wording(facts) : wording
  return { sentence, nextStep }
}

function duration(seconds: number): string {
  const [count, unit] =
    seconds < 7200
      ? [Math.round(seconds / 60), 'minute']
      : seconds < 172_800
        ? [Math.round(seconds / 3600), 'hour']
        : [Math.round(seconds / 86_400), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
