import { CommandFailure } from '../failure.ts'
import type { Gateway } from '../gateway-client.ts'

/** As `/api/groups` tells it. */
export interface Group {
  readonly id: number
  readonly name: string
  readonly chargerIds: readonly string[]
  /** Whether it has a policy of its own; else the depot's holds. */
  readonly hasPolicy: boolean
}

/** The group of this name; null where there is none. */
export async function findGroup(gateway: Gateway, name: string): Promise<Group | null> {
  const groups = await gateway.list<Group>('/api/groups')
  return groups.find((group) => group.name === name) ?? null
}

/** The group of this name. Throws `CommandFailure` where there is none. */
export async function needGroup(gateway: Gateway, name: string): Promise<Group> {
  const group = await findGroup(gateway, name)
  if (group === null) throw new CommandFailure(`There is no group ${name}; see gatehouse group list.`)
  return group
}

export function groupPath({ id }: Group): string {
  return `/api/groups/${id}`
}
