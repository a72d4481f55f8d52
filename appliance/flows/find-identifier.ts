import { identifierKey } from '../domain/identifier-keys.ts'
import { normaliseIdentifier } from '../domain/identifier.ts'
import { findIdentifierByKey } from '../store/identifiers.ts'
import type { FlowContext } from './context.ts'

/** The number of an identifier that somebody has at hand; null when it is not in the list. */
export function findIdentifierId({ keys, store }: FlowContext, rawIdentifier: string): number | null {
  const key = identifierKey(keys.identifier, normaliseIdentifier(rawIdentifier))
  return findIdentifierByKey(store, key)?.id ?? null
}
