import { toUtcText } from '../domain/utc-text.ts'
import type { AccessClass, IdentifierStatus, IdentifierType } from '../domain/identifier.ts'
import { findAgreementByName } from '../store/agreements.ts'
import { insertIdentifier, type IdentifierRow, type IdentifierSettings } from '../store/identifiers.ts'
import { raiseListVersion } from '../store/list-version.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** What people say about an identifier. */
export interface IdentifierDetails {
  readonly type: IdentifierType
  readonly accessClass: AccessClass
  readonly status: IdentifierStatus
  readonly vehicle: string | null
  readonly driver: string | null
  readonly fleet: string | null
  /** Name of the agreement that covers it. */
  readonly agreement: string | null
  /** Valid in `[validFrom, validTo)`. */
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
  /** How many sessions it may have open at once; null: no limit. */
  readonly concurrencyLimit: number | null
}

/** What stands in the way of details that are well-formed each on its own. */
export type DetailsProblem =
  | { readonly kind: 'no_such_agreement' }
  /** It ends before it begins. */
  | { readonly kind: 'validity_reversed' }

/** The number of an agreement by its name; undefined where there is none. */
export type AgreementIdOf = (name: string) => number | undefined

export function agreementsOf(reader: Reader): AgreementIdOf {
  return (name) => findAgreementByName(reader, name)?.id
}

/** The details as they are stored, or why they cannot be. */
export function settingsFrom(
  details: IdentifierDetails,
  agreementIdOf: AgreementIdOf,
  updatedAt: string,
): IdentifierSettings | DetailsProblem {
  const { agreement, validFrom, validTo, type, accessClass, status } = details
  const { vehicle, driver, fleet, concurrencyLimit } = details
  const agreementId = agreement === null ? null : agreementIdOf(agreement)
  if (agreementId === undefined) return { kind: 'no_such_agreement' }
  if (validFrom && validTo && Temporal.Instant.compare(validFrom, validTo) >= 0) {
    return { kind: 'validity_reversed' }
  }
  return {
    type,
    accessClass,
    status,
    vehicle,
    driver,
    fleet,
    agreementId,
    validFrom: validFrom && toUtcText(validFrom),
    validTo: validTo && toUtcText(validTo),
    concurrencyLimit,
    updatedAt,
  }
}

/** What is allowed, yet will not do what somebody may expect of it. */
export function notesOn({ accessClass, vehicle, driver }: IdentifierSettings): string[] {
  if (accessClass === 'own_fleet' && vehicle === null && driver === null) {
    return ['No vehicle or driver is bound to it, so it will be refused (token_unbound) until one is.']
  }
  if (accessClass === 'unknown') return ['Its class is unknown, so it will be refused like a stranger.']
  return []
}

/** Puts an identifier on the list that is not there yet. Nothing is written where there is a problem. */
export function enlist(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  action: IdentifierAction,
  sealed: Pick<IdentifierRow, 'key' | 'sealed' | 'maskedIdentifier'>,
  details: IdentifierDetails,
): { readonly kind: 'enlisted'; readonly id: number; readonly notes: string[] } | DetailsProblem {
  const createdAt = toUtcText(context.clock.now())
  const settings = settingsFrom(details, agreementsOf(tx), createdAt)
  if ('kind' in settings) return settings
  const row = { ...sealed, createdAt, ...settings }
  const id = insertIdentifier(tx, row)
  recordIdentifier(tx, origin, action, { id, ...row })
  listChanged(tx, context)
  return { kind: 'enlisted', id, notes: notesOn(settings) }
}

export type IdentifierAction = 'identifier.added' | 'identifier.changed' | 'identifier.enrolled'

/** The new state of an identifier goes to the ledger, sealed as it is stored. */
export function recordIdentifier(tx: Tx, origin: Origin, action: IdentifierAction, row: IdentifierRow): void {
  const sealed = Buffer.from(row.sealed).toString('base64')
  const subject = `identifier:${row.id}`
  recordChange(tx, origin, { at: row.updatedAt, action, subject, body: { ...row, sealed } })
}

/** To be called once by whatever changed identifiers, agreements or team rules. */
export function listChanged(tx: Tx, context: FlowContext): void {
  raiseListVersion(tx)
  context.facts.clear()
}
