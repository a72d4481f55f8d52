/** The number behind one line of `/metrics`. Labels never hold anything that identifies somebody. */
export interface Measurement {
  /** Prometheus name with its unit last: `gatehouse_commit_queue_writes`. */
  readonly name: string
  readonly help: string
  readonly kind: 'gauge' | 'counter'
  readonly value: number
  readonly labels?: Readonly<Record<string, string>>
}
