import { Type } from 'typebox'
import { passwordLengths } from '../domain/person-password.ts'
import { roles } from '../domain/permission.ts'
import { nameMaxLength, namePattern } from '../domain/user-name.ts'
import { problem } from './problem.ts'
import type { Problem } from './problem.ts'

export const NameInput = Type.String({
  minLength: 1,
  maxLength: nameMaxLength,
  pattern: namePattern,
  description: 'letters, digits, _ - . @ and single spaces between them',
})
export const RoleInput = Type.Enum([...roles])
export const PasswordInput = Type.String({ minLength: 1, maxLength: passwordLengths.max })

export function nameTaken(): Problem {
  return problem(409, 'name-taken', 'A user of this name exists. Choose another name.', {
    errors: [{ field: 'name', message: 'must be a name that nobody has' }],
  })
}

export function weakPassword(field: string, why: string): Problem {
  return problem(400, 'weak-password', `The password ${why}.`, { errors: [{ field, message: why }] })
}
