import { Type, type Static } from 'typebox'
import { readCsvTable } from '../../domain/csv-table.ts'
import { chargerIdPattern } from '../../domain/charger.ts'
import type { NewCharger } from '../../flows/add-charger.ts'
import type { PasswordChoice } from '../../flows/charger-change.ts'
import { ChargerId } from '../charger-id.ts'
import type { HttpContext } from '../context.ts'
import { nullable, strictObject } from '../field-types.ts'
import { problem, type FieldError } from '../problem.ts'

export const Label = Type.String({ minLength: 1, maxLength: 100 })
export const ChargerPassword = Type.String({
  minLength: 1,
  maxLength: 40,
  description: '8 to 40 characters; 16 or more are better.',
})
export const ProfileId = Type.String({ minLength: 1, maxLength: 100, description: 'Of a firmware profile.' })

export const AddChargersBody = strictObject({
  id: Type.Optional(ChargerId),
  ids: Type.Optional(Type.Array(ChargerId, { minItems: 1, maxItems: 5000 })),
  csv: Type.Optional(
    Type.String({ minLength: 1, maxLength: 900_000, description: 'Columns id, label, password, profile.' }),
  ),
  label: Type.Optional(nullable(Label)),
  password: Type.Optional(ChargerPassword),
  generatePassword: Type.Optional(Type.Boolean()),
  approve: Type.Optional(Type.Boolean({ description: 'Served at once; else it waits.' })),
  profile: Type.Optional(nullable(ProfileId)),
})

type AddChargers = Static<typeof AddChargersBody>

/** The chargers that a request names, in one of its three ways. Throws a 400 problem. */
export function readNewChargers(context: HttpContext, body: AddChargers): NewCharger[] {
  const ways = [body.id, body.ids, body.csv].filter((way) => way !== undefined)
  if (ways.length !== 1) throw invalid([{ field: 'id', message: 'send one of id, ids and csv' }])
  const password = readPassword(body)
  const shared = { label: body.label ?? null, profileId: body.profile ?? null, password }
  const ids = body.ids ?? (body.id === undefined ? [] : [body.id])
  const chargers =
    body.csv === undefined ? ids.map((id) => Object.assign({ id }, shared)) : readCsv(body.csv, shared)
  for (const { profileId } of chargers) checkProfile(context, profileId)
  return chargers
}

/** Throws a 400 problem when both ways are named. */
export function readPassword(body: Pick<AddChargers, 'password' | 'generatePassword'>): PasswordChoice {
  const { password, generatePassword } = body
  if (password !== undefined && generatePassword) {
    throw invalid([{ field: 'password', message: 'send either a password or generatePassword' }])
  }
  if (password !== undefined) return { kind: 'given', password: Buffer.from(password) }
  return { kind: generatePassword ? 'generate' : 'none' }
}

/** Throws a 400 problem for a profile that does not exist. */
export function checkProfile({ profiles }: HttpContext, profileId: string | null): void {
  if (profileId === null || profiles.some(({ id }) => id === profileId)) return
  throw invalid([
    { field: 'profile', message: 'must be the id of a firmware profile; see GET /api/profiles' },
  ])
}

const csvColumns = ['id', 'label', 'password', 'profile'] as const

function readCsv(csv: string, shared: Omit<NewCharger, 'id'>): NewCharger[] {
  const { records, problems } = readCsvTable(csv, csvColumns, ['id'])
  const errors = problems.map(({ line, message }) => ({ field: `csv line ${line}`, message }))
  for (const { line, cells } of records) {
    if (!chargerIdPattern.test(cells.id ?? '')) {
      errors.push({
        field: `csv line ${line}`,
        message: 'id must be 1 to 48 of A-Z a-z 0-9 * _ = : + | @ . -',
      })
    }
  }
  if (errors.length > 0) throw invalid(errors)
  return records.map(({ cells }) => ({
    id: cells.id!,
    label: cells.label || shared.label,
    profileId: cells.profile || shared.profileId,
    password: cells.password ? { kind: 'given', password: Buffer.from(cells.password) } : shared.password,
  }))
}

function invalid(errors: readonly FieldError[]) {
  return problem(400, 'invalid-request', 'The request names chargers in a way that cannot be read.', {
    errors,
  })
}
