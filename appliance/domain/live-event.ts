/** What the live feed carries: small hints of what changed, never a raw identifier. */
export type LiveTopic =
  | 'charger'
  | 'connector'
  | 'decision'
  | 'session'
  | 'meter'
  | 'fault'
  | 'frame'
  | 'condition'
  | 'mode'
  | 'schedule'
  | 'command'

export interface LiveEvent {
  readonly topic: LiveTopic
  /** The charger that it is about; null for the gateway itself. */
  readonly chargerId: string | null
  readonly item: object
}

/** Tells whoever watches. Never throws and never waits. */
export type Publish = (event: LiveEvent) => void
