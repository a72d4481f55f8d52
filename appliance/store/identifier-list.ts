import { sql as raw } from 'kysely'
import type { AccessClass, IdentifierStatus, IdentifierType } from '../domain/identifier.ts'
import type { IdentifierRow } from './identifiers.ts'
import { containing, scannedPage, type Page, type PageRequest } from './page.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface IdentifierFilter {
  readonly type?: IdentifierType
  readonly accessClass?: AccessClass
  readonly status?: IdentifierStatus
  readonly vehicle?: string
  readonly fleet?: string
  readonly agreementId?: number
  /** Part of the mask, the vehicle or the driver. */
  readonly text?: string
}

/** Everything but what must not be shown. */
export type ListedIdentifier = Omit<IdentifierRow, 'key' | 'sealed'> & { readonly agreement: string | null }

const columns = [
  'id',
  'maskedIdentifier',
  'type',
  'accessClass',
  'status',
  'vehicle',
  'driver',
  'fleet',
  'agreementId',
  'validFrom',
  'validTo',
  'concurrencyLimit',
  'createdAt',
  'updatedAt',
] as const

const agreementName = raw<
  string | null
>`(SELECT name FROM agreement WHERE agreement.id = identifier.agreementId)`.as('agreement')

/** Newest first. */
export function listIdentifiers(
  reader: Reader,
  filter: IdentifierFilter,
  { limit, cursor }: PageRequest,
): Page<ListedIdentifier> {
  let indexed = sql.selectFrom('identifier').select(columns).select(agreementName).orderBy('id', 'desc')
  if (cursor !== null) indexed = indexed.where('id', '<', cursor)
  if (filter.agreementId !== undefined) indexed = indexed.where('agreementId', '=', filter.agreementId)
  if (filter.vehicle) indexed = indexed.where('vehicle', '=', filter.vehicle)
  return scannedPage(
    reader,
    indexed,
    (query) => {
      let narrowed = query
      if (filter.type) narrowed = narrowed.where('type', '=', filter.type)
      if (filter.accessClass) narrowed = narrowed.where('accessClass', '=', filter.accessClass)
      if (filter.status) narrowed = narrowed.where('status', '=', filter.status)
      if (filter.fleet) narrowed = narrowed.where('fleet', '=', filter.fleet)
      if (filter.text) narrowed = narrowed.where(mentions(filter.text))
      return narrowed
    },
    limit,
  )
}

function mentions(text: string) {
  const pattern = containing(text)
  return raw<boolean>`(maskedIdentifier LIKE ${pattern} ESCAPE '\\' OR vehicle LIKE ${pattern} ESCAPE '\\' OR driver LIKE ${pattern} ESCAPE '\\')`
}

/** One of them, as the list shows it. */
export function showIdentifier(reader: Reader, id: number): ListedIdentifier | undefined {
  return reader.get(sql.selectFrom('identifier').select(columns).select(agreementName).where('id', '=', id))
}
