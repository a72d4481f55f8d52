/** As `/api/overrides` tells it. */
export interface Override {
  readonly id: number
  readonly chargerIds: readonly string[]
  readonly mode: string
  readonly startsAt: string
  readonly until: string
  readonly reason: string
  readonly actor: string
  readonly clearedAt: string | null
}
