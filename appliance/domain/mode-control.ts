/** One thing that a probe tried at a charger, and what it showed. */
export interface ProbeStep {
  /** In plain words: `read the configuration`. */
  readonly step: string
  readonly result: 'passed' | 'noted' | 'failed'
  /** What was found, without identifiers or secrets. */
  readonly detail: string
}

export type ProbeOutcome =
  | { readonly kind: 'probed'; readonly steps: readonly ProbeStep[] }
  | { readonly kind: 'unknown_charger' }
  | { readonly kind: 'offline' }
  /** A change of mode or another probe is under way there. */
  | { readonly kind: 'busy' }

/** What the rest of the gateway may ask of whoever brings chargers into their modes; `ocpp/` provides it. */
export interface ModeControl {
  /** Finds out by doing what a charger can enforce; each step is told as it is done, and all at the end. */
  probe(chargerId: string, onStep: (step: ProbeStep) => void): Promise<ProbeOutcome>
  /** Tries again at once what is waiting to be tried again. */
  tryNow(chargerId: string): void
  /** Another mode is expected of these chargers. */
  noticed(chargerIds: readonly string[]): void
}
