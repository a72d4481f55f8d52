import type { FirmwareProfile } from '../domain/firmware-profile.ts'
import { identifierKey } from '../domain/identifier-keys.ts'
import { maskIdentifier, normaliseIdentifier, type IdentifierType } from '../domain/identifier.ts'
import { seal } from '../domain/seal.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { FlowContext } from './context.ts'

/** An identifier as it is handled everywhere but at the edge: it can be compared, shown masked, and sealed. */
export interface PresentedIdentifier {
  readonly type: IdentifierType
  readonly key: string
  readonly masked: string
  /** Encrypts it, for the one case that it has to be kept; null where nobody has it at hand any more. */
  readonly seal: (() => Uint8Array) | null
}

/** Takes what a charger presented; null when that is nothing but blanks. */
export function presentIdentifier(
  context: FlowContext,
  profile: FirmwareProfile,
  raw: string | null | undefined,
  type: IdentifierType,
): PresentedIdentifier | null {
  const normalised = normaliseIdentifier(raw ?? '', profile.identifier)
  if (normalised === '') return null
  return {
    type,
    key: identifierKey(context.keys.identifier, normalised),
    masked: maskIdentifier(normalised),
    seal: () => seal(context.keys.seal, normalised),
  }
}

/** Whether it is what the charger presents by itself when nobody did: it stands for no person. */
export function isFreevendIdTag(
  { keys }: FlowContext,
  { freevendIdTag, profile }: ChargerFacts,
  { key }: PresentedIdentifier,
): boolean {
  if (freevendIdTag === null) return false
  return identifierKey(keys.identifier, normaliseIdentifier(freevendIdTag, profile.identifier)) === key
}
