import type { BoundaryRule } from './access-mode.ts'

/** A session that was running when managed access began. */
export interface SessionAtBoundary {
  readonly rule: BoundaryRule
  readonly graceMin: number
  /** When managed access began. */
  readonly since: Temporal.Instant
  /** Nobody presented anything, or only what the charger presents by itself. */
  readonly isAnonymous: boolean
  /** Its identifier has been decided on after managed access began. */
  readonly isJudged: boolean
}

/** What is to become of it. */
export type BoundaryMeasure =
  | { readonly kind: 'leave' }
  /** Its identifier is decided anew. */
  | { readonly kind: 'reauthorise' }
  | { readonly kind: 'stop'; readonly at: Temporal.Instant }

/** What the rule of its charger says to a session that runs on into managed access. */
export function boundaryMeasure({
  rule,
  graceMin,
  since,
  isAnonymous,
  isJudged,
}: SessionAtBoundary): BoundaryMeasure {
  switch (rule) {
    case 'finish':
      return { kind: 'leave' }
    case 'stop':
      return { kind: 'stop', at: since.add({ minutes: graceMin }) }
    case 'reauthorise':
      if (isAnonymous) return { kind: 'stop', at: since.add({ minutes: graceMin }) }
      return isJudged ? { kind: 'leave' } : { kind: 'reauthorise' }
  }
}
