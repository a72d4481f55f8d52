import type { FactoryMode } from './profile-vocabulary.ts'
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

/** A key that switches free charging. */
export interface SwitchKey {
  readonly key: string
  readonly readonly: boolean
  /** False: its name or values are a guess, come from a single source, or sources contradict each other. */
  readonly isConfirmed: boolean
}

/** What protocol and firmware profile say about a charger. What is left out is not known to be a problem. */
export interface CapabilityFacts {
  readonly protocol: Protocol
  readonly freevendSwitch: FreevendSwitch
  /** Whether the charger asks before it starts once free charging is off. */
  readonly asksBeforeStart: boolean
  readonly factoryMode?: FactoryMode
  readonly switchKeys?: readonly SwitchKey[]
  /** While the gateway is away it lets anybody charge, whatever its configuration says. */
  readonly failsOpenOffline?: boolean
  /** Why a list of identifiers cannot be kept in the charger. */
  readonly localListProblem?: 'none' | 'refuses' | null
  /** A vehicle that is plugged in when the mode changes is under the old one until it leaves. */
  readonly takesEffectAtNextPlugIn?: boolean
}

/**
 * Managed access needs two things: free charging can be switched off from here, and the charger asks. Each
 * finding says how far it limits that; the worst gives the state.
 */
export function capabilityOf(facts: CapabilityFacts): Capability {
  if (!facts.asksBeforeStart) return unsupported('This model starts charging without asking the gateway.')
  const findings = [switchFinding(facts), ...offlineFindings(facts), ...remarks(facts)]
  const isPartial = findings.some(({ isLimit }) => isLimit)
  return {
    state: isPartial ? 'partially_supported' : 'fully_supported',
    reasons: findings.map(({ reason }) => reason),
  }
}

interface Finding {
  /** Whether an operator has to know and accept it before managed access can be relied on. */
  readonly isLimit: boolean
  readonly reason: string
}

const limit = (reason: string): Finding => ({ isLimit: true, reason })
const remark = (reason: string): Finding => ({ isLimit: false, reason })

function unsupported(reason: string): Capability {
  return { state: 'unsupported', reasons: [reason] }
}

function switchFinding(facts: CapabilityFacts): Finding {
  const isOpen = facts.factoryMode === 'open'
  switch (facts.freevendSwitch) {
    case 'standard':
      return remark(standardReason(facts.protocol))
    case 'vendor_key':
      return keyFinding(facts.switchKeys ?? [], isOpen)
    case 'unknown':
      return limit(
        isOpen
          ? 'This model lets anyone charge as it comes from the factory, and how to switch that from here is not known: switch it off at the charger.'
          : 'This model has a free-charging setting, but how to switch it from here is not known.',
      )
    case 'on_site_only':
      return limit(
        isOpen
          ? 'This model lets anyone charge as it comes from the factory, and that can only be switched at the charger itself.'
          : 'Free charging can only be switched at the charger itself; make sure that it is off.',
      )
  }
}

function keyFinding(keys: readonly SwitchKey[], isOpen: boolean): Finding {
  if (keys.length === 0) return remark('Free charging is switched by a key of the vendor.')
  const named = keys.map(({ key }) => key).join(', ')
  const readonly = keys.filter((key) => key.readonly).map(({ key }) => key)
  if (readonly.length > 0) {
    const advice = isOpen
      ? 'it is on from the factory: switch it off at the charger'
      : 'make sure that it is off'
    return limit(
      `Free charging is switched by ${readonly.join(', ')}, which cannot be written from here; ${advice}.`,
    )
  }
  if (!keys.every(({ isConfirmed }) => isConfirmed)) {
    return limit(
      `Free charging seems to be switched by ${named}, which nobody has confirmed: probe this charger.`,
    )
  }
  return remark(`Free charging is switched by the charger's key ${named}.`)
}

function standardReason(protocol: Protocol): string {
  return protocol === 'ocpp1.6'
    ? 'OCPP 1.6 chargers ask before they start; nothing is known against this one.'
    : 'Chargers of this protocol are switched by AuthCtrlr.Enabled and ask before they start.'
}

function offlineFindings({ failsOpenOffline, localListProblem }: CapabilityFacts): Finding[] {
  const findings: Finding[] = []
  if (failsOpenOffline) {
    findings.push(limit('While the gateway is away this model has been seen to let anybody charge.'))
  }
  switch (localListProblem) {
    case 'none':
      findings.push(
        remark('It keeps no list of identifiers: while the gateway is away it can only refuse everybody.'),
      )
      break
    case 'refuses':
      findings.push(
        remark(
          'It claims to keep a list of identifiers but refuses it: while the gateway is away it can only refuse everybody.',
        ),
      )
      break
    case null:
    case undefined:
      break
  }
  return findings
}

function remarks({ takesEffectAtNextPlugIn }: CapabilityFacts): Finding[] {
  return takesEffectAtNextPlugIn
    ? [
        remark(
          'A vehicle that is plugged in when the mode changes stays under the old one until it is unplugged.',
        ),
      ]
    : []
}
