import type { TestGateway } from './gateway.ts'

/** A list as the API answers it. */
export interface List<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

/** What tests look at of a session. */
export interface ApiSession {
  readonly id: number
  readonly chargerId: string
  readonly evseId: number
  readonly connectorId: number
  readonly transactionId: string
  readonly state: 'started' | 'charging' | 'ended'
  readonly startedAt: string
  readonly endedAt: string | null
  readonly energyWh: number | null
  readonly flags: string[]
  readonly decisionId: number | null
}

/** Sessions as the API shows them, those that began last first. */
export async function sessionsOf({ api }: Pick<TestGateway, 'api'>, query = ''): Promise<ApiSession[]> {
  const { items } = await api<List<ApiSession>>('GET', `/api/sessions?limit=200&${query}`)
  return items
}

/** Lets a card of the own fleet charge. */
export async function addCard({ api }: Pick<TestGateway, 'api'>, identifier: string): Promise<void> {
  await api('POST', '/api/identifiers', { identifier, accessClass: 'own_fleet', vehicle: 'BUS-12' })
}
