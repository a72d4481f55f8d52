import { Child } from '../child.ts'
import type { ClientActions } from './main.ts'

export type Clients = Child<ClientActions>

export function startClients(): Clients {
  return new Child('clients/main.ts')
}
