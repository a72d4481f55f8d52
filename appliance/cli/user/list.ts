import { defineCommand } from '../command.ts'
import { table } from '../table.ts'
import type { User } from './user.ts'

export const userList = defineCommand({
  name: 'user list',
  summary: 'List who may sign in.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse user list', 'gatehouse user list --json'],
  async run({ gateway }) {
    const users = await (await gateway()).list<User>('/api/users')
    const columns = {
      name: (user: User) => user.name,
      role: (user: User) => user.role,
      since: (user: User) => user.createdAt,
      disabled: (user: User) => user.disabledAt,
    }
    const text = table(users, columns, 'Nobody can sign in yet; add somebody with gatehouse user add.')
    return { data: { items: users }, text }
  },
})
