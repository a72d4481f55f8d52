import { defineCommand } from '../command.ts'
import { changeUser } from './user.ts'

export const userDisable = defineCommand({
  name: 'user disable',
  summary: 'Keep somebody from signing in; whoever is signed in is signed out.',
  operands: 'NAME',
  count: [1, 1],
  options: { undo: { type: 'boolean', help: 'Let them sign in again.' } },
  examples: ['gatehouse user disable ana', 'gatehouse user disable ana --undo'],
  async run({ gateway }, [name], { undo = false }) {
    const user = await changeUser(await gateway(), name, { disabled: !undo })
    return { data: user, text: `${user.name} can ${undo ? 'sign in again' : 'no longer sign in'}.` }
  },
})
