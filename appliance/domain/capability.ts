import type { Protocol } from './protocol.ts'

export const capabilityStates = ['fully_supported', 'partially_supported', 'unsupported'] as const
export type CapabilityState = (typeof capabilityStates)[number]

/** What a charger can enforce, and why we think so, in sentences for people. */
export interface Capability {
  readonly state: CapabilityState
  readonly reasons: readonly string[]
}

/** How free charging is switched: by the standard alone, by a vendor key, on site only, or we do not know. */
export const freevendSwitches = ['standard', 'vendor_key', 'on_site_only', 'unknown'] as const
export type FreevendSwitch = (typeof freevendSwitches)[number]

/** What protocol and firmware profile say about a charger. */
export interface CapabilityFacts {
  readonly protocol: Protocol
  readonly freevendSwitch: FreevendSwitch
  /** Whether the charger asks before it starts once free charging is off. */
  readonly asksBeforeStart: boolean
}

/** Managed access needs two things: free charging can be switched off from here, and the charger asks. */
export function capabilityOf(facts: CapabilityFacts): Capability {
  if (!facts.asksBeforeStart) {
    return { state: 'unsupported', reasons: ['This model starts charging without asking the gateway.'] }
  }
  switch (facts.freevendSwitch) {
    case 'standard':
      return { state: 'fully_supported', reasons: [standardReason(facts.protocol)] }
    case 'vendor_key':
      return { state: 'fully_supported', reasons: ['Free charging is switched by a key of the vendor.'] }
    case 'unknown':
      return {
        state: 'partially_supported',
        reasons: ['This model has a free-charging setting, but how to switch it from here is not known.'],
      }
    case 'on_site_only':
      return {
        state: 'partially_supported',
        reasons: ['Free charging can only be switched at the charger itself; make sure that it is off.'],
      }
  }
}

function standardReason(protocol: Protocol): string {
  return protocol === 'ocpp1.6'
    ? 'OCPP 1.6 chargers ask before they start; nothing is known against this one.'
    : 'Chargers of this protocol are switched by AuthCtrlr.Enabled and ask before they start.'
}
