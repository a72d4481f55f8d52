import { defineCommand } from '../command.ts'
import { readNewPassword } from '../terminal.ts'
import { changeUser } from './user.ts'

export const userPassword = defineCommand({
  name: 'user password',
  summary: 'Set the password of somebody, which also ends their logins and a lock-out.',
  operands: 'NAME',
  count: [1, 1],
  options: {
    'password-stdin': { type: 'boolean', help: 'Read the password from standard input; else it is asked.' },
  },
  examples: [
    'gatehouse user password ana',
    'printf %s "$PASSWORD" | gatehouse user password ana --password-stdin',
  ],
  async run({ terminal, gateway }, [name], { 'password-stdin': fromInput }) {
    const password = await readNewPassword(terminal, fromInput)
    const user = await changeUser(await gateway(), name, { password })
    return { data: user, text: `${user.name} has a new password.` }
  },
})
