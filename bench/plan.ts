/** How much is measured, and where data goes meanwhile. */
export interface Plan {
  /** Where both servers run, they take turns of `sliceMs`, so that both meet the same weather on the machine. */
  readonly slices: number
  readonly sliceMs: number
  /** Where each run has a server of its own: how often, the bare one first. */
  readonly rounds: number
  /** A gateway asks its chargers this and that after they have connected: so long it must have been silent. */
  readonly quietMs: number
  readonly warmUpMs: number
  readonly latencyMs: number
  readonly chargers: number
  /** How many change their mode at one boundary. */
  readonly switchingChargers: number
  readonly idleConnections: number
  readonly storedSessions: number
  /** On a disk: in memory a commit would cost nothing. */
  readonly dataDir: string
}

export const fullPlan: Omit<Plan, 'dataDir'> = {
  slices: 10,
  sliceMs: 700,
  rounds: 3,
  quietMs: 1500,
  warmUpMs: 1500,
  latencyMs: 4000,
  chargers: 1000,
  switchingChargers: 1000,
  idleConnections: 10_000,
  storedSessions: 1_000_000,
}

export const quickPlan: Omit<Plan, 'dataDir'> = {
  slices: 3,
  sliceMs: 500,
  rounds: 1,
  quietMs: 1000,
  warmUpMs: 1000,
  latencyMs: 2500,
  chargers: 1000,
  switchingChargers: 200,
  idleConnections: 2000,
  storedSessions: 100_000,
}
