import { Type, type Static } from 'typebox'
import { accessClasses, identifierStatuses, identifierTypes } from '../../domain/identifier.ts'
import { endOfValidity, startOfValidity } from '../../domain/validity-date.ts'
import type { DetailsProblem, IdentifierDetails } from '../../flows/identifier-change.ts'
import { showIdentifier, type ListedIdentifier } from '../../store/identifier-list.ts'
import type { HttpContext } from '../context.ts'
import { Instant, nullable } from '../field-types.ts'
import { problem, type Problem } from '../problem.ts'

export const IdentifierSchema = Type.Object({
  id: Type.Integer(),
  type: Type.Enum([...identifierTypes]),
  accessClass: Type.Enum([...accessClasses]),
  status: Type.Enum([...identifierStatuses]),
  maskedIdentifier: Type.String(),
  vehicle: nullable(Type.String()),
  driver: nullable(Type.String()),
  fleet: nullable(Type.String()),
  agreementId: nullable(Type.Integer()),
  agreement: nullable(Type.String({ description: 'Name of the agreement.' })),
  validFrom: nullable(Instant),
  validTo: nullable(Instant),
  concurrencyLimit: nullable(Type.Integer()),
  createdAt: Instant,
  updatedAt: Instant,
})

/** What is allowed but will not do what somebody may expect of it. */
const Notes = Type.Array(Type.String())
export const NotedIdentifier = Type.Object({ ...IdentifierSchema.properties, notes: Notes })

const Name = nullable(Type.String({ minLength: 1, maxLength: 100 }))
const Validity = nullable(
  Type.String({
    maxLength: 40,
    description: 'A day in the depot’s zone (`2026-12-31`; as an end it is included) or an RFC 3339 instant.',
  }),
)

/** What people say about an identifier, every field optional. */
export const detailFields = {
  type: Type.Optional(Type.Enum([...identifierTypes])),
  accessClass: Type.Optional(Type.Enum([...accessClasses])),
  status: Type.Optional(Type.Enum([...identifierStatuses])),
  vehicle: Type.Optional(Name),
  driver: Type.Optional(Name),
  fleet: Type.Optional(Name),
  agreement: Type.Optional(Name),
  validFrom: Type.Optional(Validity),
  validTo: Type.Optional(Validity),
  concurrencyLimit: Type.Optional(
    nullable(Type.Integer({ minimum: 1, maximum: 1000, description: 'Sessions at once; null: any number.' })),
  ),
}

/** As it is printed or read; it goes no further than its key, its mask and its sealed form. */
export const RawIdentifier = Type.String({ minLength: 1, maxLength: 255 })

const DetailsInput = Type.Object(detailFields)

/** Days become instants of the depot's zone. Throws a 400 problem on a day that does not exist. */
export function readDetails(
  { flow: { zone } }: HttpContext,
  { validFrom, validTo, ...details }: Static<typeof DetailsInput>,
): Partial<IdentifierDetails> {
  return {
    ...details,
    ...(validFrom !== undefined && {
      validFrom: readValidity('validFrom', validFrom, zone, startOfValidity),
    }),
    ...(validTo !== undefined && { validTo: readValidity('validTo', validTo, zone, endOfValidity) }),
  }
}

export function readValidity(
  field: 'validFrom' | 'validTo',
  text: string | null,
  zone: string,
  read: typeof startOfValidity,
): Temporal.Instant | null {
  const instant = text === null ? null : read(text, zone)
  if (instant !== undefined) return instant
  throw problem(400, 'invalid-request', 'A validity date cannot be read.', {
    errors: [{ field, message: 'must be a day as 2026-12-31 or an instant as 2026-12-31T18:00:00Z' }],
  })
}

/** What identifiers have while nobody says otherwise. */
export const usualDetails: Omit<IdentifierDetails, 'accessClass'> = {
  type: 'rfid',
  status: 'active',
  vehicle: null,
  driver: null,
  fleet: null,
  agreement: null,
  validFrom: null,
  validTo: null,
  concurrencyLimit: null,
}

/** Throws a 404 problem. */
export function showOne({ flow }: HttpContext, id: number): ListedIdentifier {
  const identifier = showIdentifier(flow.store, id)
  if (!identifier) throw unknownIdentifier()
  return identifier
}

export function unknownIdentifier(): Problem {
  return problem(404, 'unknown-identifier', 'There is no such identifier in the list.')
}

export function identifierExists(id: number): Problem {
  return problem(409, 'identifier-exists', 'This identifier is in the list already.', { members: { id } })
}

export function badDetails({ kind }: DetailsProblem): Problem {
  switch (kind) {
    case 'no_such_agreement':
      return problem(400, 'unknown-agreement', 'There is no agreement of this name. Add it first.', {
        errors: [{ field: 'agreement', message: 'must be the name of an agreement' }],
      })
    case 'validity_reversed':
      return reversedValidity()
  }
}

export function reversedValidity(): Problem {
  return problem(400, 'invalid-request', 'The validity ends before it begins.', {
    errors: [{ field: 'validTo', message: 'must be after validFrom' }],
  })
}
