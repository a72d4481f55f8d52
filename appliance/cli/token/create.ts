import { roles } from '../../domain/permission.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { oneOf } from '../one-of.ts'
import type { ApiToken } from './list.ts'

export const tokenCreate = defineCommand({
  name: 'token create',
  summary: 'Create an API token for a script. It is printed once and not kept.',
  operands: '',
  count: [0, 0],
  mayCreate: true,
  options: {
    name: { type: 'string', value: 'NAME', help: 'What it is for; shown in lists and in the ledger.' },
    role: {
      type: 'string',
      value: 'ROLE',
      default: 'viewer',
      help: 'viewer (default), technician, operator, installer or admin.',
    },
    'expires-at': {
      type: 'string',
      value: 'TIME',
      help: 'RFC 3339, such as 2027-01-01T00:00:00Z; else never.',
    },
  },
  examples: [
    'gatehouse token create --role admin --name ci',
    'TOKEN=$(gatehouse token create --name wallboard)',
  ],
  async run({ gateway }, _, { name, role, 'expires-at': expiresAt = null }) {
    const known = oneOf(role, '--role', roles)
    if (name === undefined) throw new UsageError('--name is needed, for example --name ci.')
    const created = await (
      await gateway()
    ).post<ApiToken & { token: string }>('/api/tokens', { name, role: known, expiresAt })
    return { data: created, text: created.token }
  },
})
