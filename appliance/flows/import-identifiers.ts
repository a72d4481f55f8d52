import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  readIdentifierImport,
  type ImportedIdentifier,
  type ImportError,
} from '../domain/identifier-import.ts'
import { identifierKey } from '../domain/identifier-keys.ts'
import { maskIdentifier } from '../domain/identifier.ts'
import { seal } from '../domain/seal.ts'
import { toUtcText } from '../domain/utc-text.ts'
import {
  findIdentifierByKey,
  insertIdentifier,
  updateIdentifier,
  type NewIdentifier,
} from '../store/identifiers.ts'
import { widestProtocol } from '../store/protocols-in-use.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import {
  agreementsOf,
  listChanged,
  recordIdentifier,
  settingsFrom,
  type AgreementIdOf,
} from './identifier-change.ts'

export interface ImportIdentifiersInput {
  readonly csv: string
  /** Only say what would happen. */
  readonly dryRun: boolean
}

export type ImportIdentifiersOutcome =
  /** Identifiers that are in the list already are recognised by their key and updated. */
  | {
      readonly kind: 'preview' | 'applied'
      readonly rows: number
      readonly created: number
      readonly updated: number
    }
  /** Nothing was changed. */
  | { readonly kind: 'invalid'; readonly rows: number; readonly errors: readonly ImportError[] }

/** A row with its secret already put away, which is what takes the time. */
interface SealedRow {
  readonly details: Omit<ImportedIdentifier, 'identifier'>
  readonly key: string
  readonly sealed: Uint8Array
  readonly maskedIdentifier: string
}

/** Sealing this many takes a few milliseconds; chargers are served in between. */
const rowsPerTurn = 500

/** Takes in a CSV file of identifiers, all of it or nothing. */
export async function importIdentifiers(
  context: FlowContext,
  origin: Origin,
  { csv, dryRun }: ImportIdentifiersInput,
): Promise<ImportIdentifiersOutcome> {
  const { zone, store } = context
  const { rows, errors } = readIdentifierImport(csv, { zone, protocol: widestProtocol(store) })
  const found = [...errors, ...unknownAgreements(rows, knownAgreements(store, rows))]
  if (found.length > 0) {
    return { kind: 'invalid', rows: rows.length, errors: found.toSorted((a, b) => a.line - b.line) }
  }
  const sealed = await sealRows(context, rows)
  if (!dryRun) return context.commits.write((tx) => apply(tx, context, origin, sealed))
  const updated = sealed.filter(({ key }) => findIdentifierByKey(store, key)).length
  return { kind: 'preview', rows: rows.length, created: rows.length - updated, updated }
}

async function sealRows({ keys }: FlowContext, rows: readonly ImportedIdentifier[]): Promise<SealedRow[]> {
  const sealed: SealedRow[] = []
  for (const { identifier, ...details } of rows) {
    if (sealed.length % rowsPerTurn === 0) await nextTurn()
    sealed.push({
      details,
      key: identifierKey(keys.identifier, identifier),
      sealed: seal(keys.seal, identifier),
      maskedIdentifier: maskIdentifier(identifier),
    })
  }
  return sealed
}

function apply(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  rows: readonly SealedRow[],
): ImportIdentifiersOutcome {
  const details = rows.map((row) => row.details)
  const agreementIdOf = knownAgreements(tx, details)
  const errors = unknownAgreements(details, agreementIdOf)
  if (errors.length > 0) return { kind: 'invalid', rows: rows.length, errors }
  const at = toUtcText(context.clock.now())
  let created = 0
  for (const row of rows) if (putRow(tx, origin, row, agreementIdOf, at) === 'created') created += 1
  listChanged(tx, context)
  return { kind: 'applied', rows: rows.length, created, updated: rows.length - created }
}

function putRow(
  tx: Tx,
  origin: Origin,
  { details, key, sealed, maskedIdentifier }: SealedRow,
  agreementIdOf: AgreementIdOf,
  at: string,
): 'created' | 'updated' {
  const existing = findIdentifierByKey(tx, key)
  const concurrencyLimit = existing?.concurrencyLimit ?? null
  const settings = settingsFrom({ ...details, concurrencyLimit }, agreementIdOf, at)
  if ('kind' in settings) throw new Error(`a row that was checked cannot be stored: ${settings.kind}`)
  if (existing) {
    updateIdentifier(tx, existing.id, settings)
    recordIdentifier(tx, origin, 'identifier.changed', { ...existing, ...settings })
    return 'updated'
  }
  const row: NewIdentifier = { key, sealed, maskedIdentifier, createdAt: at, ...settings }
  recordIdentifier(tx, origin, 'identifier.added', { id: insertIdentifier(tx, row), ...row })
  return 'created'
}

type NamesAgreement = Pick<ImportedIdentifier, 'line' | 'agreement'>

/** Looks each agreement up once, however many rows name it. */
function knownAgreements(reader: Reader, rows: readonly NamesAgreement[]): AgreementIdOf {
  const names = new Set(rows.flatMap(({ agreement }) => agreement ?? []))
  const ids = new Map([...names].map((name) => [name, agreementsOf(reader)(name)]))
  return (name) => ids.get(name)
}

function unknownAgreements(rows: readonly NamesAgreement[], agreementIdOf: AgreementIdOf): ImportError[] {
  return rows
    .filter(({ agreement }) => agreement !== null && agreementIdOf(agreement) === undefined)
    .map(({ line }) => ({ line, field: 'agreement', message: 'There is no such agreement. Add it first.' }))
}
