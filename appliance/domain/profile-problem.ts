/** What is wrong in a profile, and what to do about it. */
export interface ProfileProblem {
  /** Of the profile. */
  readonly id: string
  /** `match.firmware` */
  readonly field: string
  readonly problem: string
  readonly remedy: string
}
