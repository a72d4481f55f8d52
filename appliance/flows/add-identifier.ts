import { identifierKey } from '../domain/identifier-keys.ts'
import { identifierLengthLimits, maskIdentifier, normaliseIdentifier } from '../domain/identifier.ts'
import { seal } from '../domain/seal.ts'
import { findIdentifierByKey } from '../store/identifiers.ts'
import { widestProtocol } from '../store/protocols-in-use.ts'
import type { FlowContext, Origin } from './context.ts'
import { enlist, type DetailsProblem, type IdentifierDetails } from './identifier-change.ts'

export interface AddIdentifierInput extends IdentifierDetails {
  /** As it is printed or read. */
  readonly rawIdentifier: string
}

export type AddIdentifierOutcome =
  | { readonly kind: 'added'; readonly id: number; readonly notes: readonly string[] }
  | { readonly kind: 'exists'; readonly id: number }
  /** Nothing is left of it once blanks and invisible characters are gone. */
  | { readonly kind: 'blank' }
  /** No charger of the depot could send it. */
  | { readonly kind: 'too_long'; readonly limit: number }
  | DetailsProblem

/** Adds an identifier; it may charge as soon as this resolves. */
export async function addIdentifier(
  context: FlowContext,
  origin: Origin,
  { rawIdentifier, ...details }: AddIdentifierInput,
): Promise<AddIdentifierOutcome> {
  const normalised = normaliseIdentifier(rawIdentifier)
  const limit = identifierLengthLimits[widestProtocol(context.store)]
  if (normalised === '') return { kind: 'blank' }
  if (Array.from(normalised).length > limit) return { kind: 'too_long', limit }
  const key = identifierKey(context.keys.identifier, normalised)
  const sealed = seal(context.keys.seal, normalised)
  return context.commits.write((tx) => {
    const existing = findIdentifierByKey(tx, key)
    if (existing) return { kind: 'exists', id: existing.id }
    const identifier = { key, sealed, maskedIdentifier: maskIdentifier(normalised) }
    const enlisted = enlist(tx, context, origin, 'identifier.added', identifier, details)
    return enlisted.kind === 'enlisted' ? { ...enlisted, kind: 'added' } : enlisted
  })
}
