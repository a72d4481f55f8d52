import { defineCommand } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'

export const tokenRevoke = defineCommand({
  name: 'token revoke',
  summary: 'Make an API token useless, at once.',
  operands: 'ID',
  count: [1, 1],
  options: {},
  examples: ['gatehouse token list', 'gatehouse token revoke 3'],
  async run({ gateway }, [operand]) {
    const id = wholeNumber(operand, 'ID')
    await (await gateway()).request('DELETE', `/api/tokens/${id}`)
    return { data: { id, revoked: true }, text: `Token ${id} is revoked.` }
  },
})
