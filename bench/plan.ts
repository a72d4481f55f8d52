/** How much is measured, and where data goes meanwhile. */
export interface Plan {
  /** Where both servers run, they take turns of `sliceMs`, so that both meet the same weather on the machine. */
  readonly slices: number
  readonly sliceMs: number
  /** Where each run has a server of its own: how often, the bare one first. */
  readonly rounds: number
  readonly warmUpMs: number
  readonly latencyMs: number
  readonly chargers: number
  readonly idleConnections: number
  readonly storedSessions: number
  /** On a disk: in memory a commit would cost nothing. */
  readonly dataDir: string
}

export const fullPlan: Omit<Plan, 'dataDir'> = {
  slices: 12,
  sliceMs: 700,
  rounds: 3,
  warmUpMs: 1500,
  latencyMs: 5000,
  chargers: 1000,
  idleConnections: 10_000,
  storedSessions: 1_000_000,
}

export const quickPlan: Omit<Plan, 'dataDir'> = {
  slices: 4,
  sliceMs: 500,
  rounds: 1,
  warmUpMs: 1000,
  latencyMs: 3000,
  chargers: 1000,
  idleConnections: 2000,
  storedSessions: 100_000,
}
