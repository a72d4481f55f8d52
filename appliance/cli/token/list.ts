import { defineCommand } from '../command.ts'
import { table } from '../table.ts'

/** As `/api/tokens` tells it. */
export interface ApiToken {
  readonly id: number
  readonly name: string
  readonly role: string
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export const tokenList = defineCommand({
  name: 'token list',
  summary: 'List API tokens, without their secrets.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse token list'],
  async run({ gateway }) {
    const tokens = await (await gateway()).list<ApiToken>('/api/tokens')
    const columns = {
      id: (token: ApiToken) => token.id,
      name: (token: ApiToken) => token.name,
      role: (token: ApiToken) => token.role,
      'created by': (token: ApiToken) => token.createdBy,
      'last used': (token: ApiToken) => token.lastUsedAt,
      expires: (token: ApiToken) => token.expiresAt,
      revoked: (token: ApiToken) => token.revokedAt,
    }
    const text = table(tokens, columns, 'There are no API tokens; create one with gatehouse token create.')
    return { data: { items: tokens }, text }
  },
})
