/** Something about the gateway that a person should know and can act on; it stays until it is over. */
export interface Condition {
  /** `storage_full`, `clock_unknown`: stable, for tools. */
  readonly code: string
  readonly since: Temporal.Instant
  /** One sentence in plain words. */
  readonly message: string
  /** What to do about it, in plain words. */
  readonly nextStep: string
  /** Whether chargers or people notice it: `/health` then says degraded. */
  readonly degrades: boolean
}
