import { roles } from '../../domain/permission.ts'
import { defineCommand } from '../command.ts'
import { oneOf } from '../one-of.ts'
import { readNewPassword } from '../terminal.ts'
import type { User } from './user.ts'

export const userAdd = defineCommand({
  name: 'user add',
  summary: 'Add somebody who may sign in on the LAN.',
  operands: 'NAME',
  count: [1, 1],
  mayCreate: true,
  options: {
    role: {
      type: 'string',
      value: 'ROLE',
      default: 'viewer',
      help: 'viewer (default), technician, operator, installer or admin.',
    },
    'password-stdin': { type: 'boolean', help: 'Read the password from standard input; else it is asked.' },
  },
  examples: [
    'gatehouse user add ana --role technician',
    'printf %s "$PASSWORD" | gatehouse user add ci --role admin --password-stdin',
  ],
  async run({ terminal, gateway }, [name], { role, 'password-stdin': fromInput }) {
    const known = oneOf(role, '--role', roles)
    const password = await readNewPassword(terminal, fromInput)
    const user = await (await gateway()).post<User>('/api/users', { name, role: known, password })
    return { data: user, text: `Added ${user.name} as ${user.role}.` }
  },
})
