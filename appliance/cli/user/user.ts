import { CommandFailure } from '../failure.ts'
import type { Gateway } from '../gateway-client.ts'

/** As `/api/users` tells it. */
export interface User {
  readonly id: number
  readonly name: string
  readonly role: string
  readonly disabledAt: string | null
  readonly lockedUntil: string | null
  readonly createdAt: string
}

/** Changes the user of this name. Throws `CommandFailure` where there is none. */
export async function changeUser(gateway: Gateway, name: string | undefined, change: object): Promise<User> {
  const users = await gateway.list<User>('/api/users')
  const user = users.find((candidate) => candidate.name === name)
  if (user === undefined) throw new CommandFailure(`There is no user ${name}; see gatehouse user list.`)
  return gateway.patch(`/api/users/${user.id}`, change)
}
