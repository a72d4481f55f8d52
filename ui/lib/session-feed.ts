import { api } from './api.ts'
import type { ChargingSession } from './api-types.ts'
import { useHints } from './hints.ts'
import type { LiveMessage } from './live.ts'
import type { PagedList } from './resource.ts'

/** A meter value moves a figure only; there is no hurry, and a depot has many of them. */
const gatherMs = 2000

/** Calls `refresh` when the live feed says that this session changed or its meter was read. */
export function useSessionHints(sessionId: number, refresh: () => void): void {
  useChangedSessions((changed) => {
    if (changed.has(sessionId)) refresh()
  })
}

/** Keeps the rows of a list current where they stand: what changed is fetched, nothing is added or moved. */
export function useShownSessions({ loaded, update }: PagedList<ChargingSession>): void {
  const refresh = async (id: number) => {
    const session = await fetchSession(id)
    if (session === null) return
    update((page) => ({ ...page, items: page.items.map((each) => (each.id === id ? session : each)) }))
  }
  useChangedSessions((changed) => {
    if (loaded.state !== 'ready') return
    for (const { id } of loaded.data.items) if (changed.has(id)) void refresh(id)
  })
}

function useChangedSessions(flush: (sessionIds: ReadonlySet<number>) => void): void {
  useHints({ topics: ['session', 'meter'], idOf: sessionOf, gatherMs, flush })
}

function sessionOf(message: LiveMessage): number | undefined {
  const id = message[message.topic === 'meter' ? 'sessionId' : 'id']
  return typeof id === 'number' ? id : undefined
}

/** `null` when the gateway did not answer; the next hint asks again. */
async function fetchSession(id: number): Promise<ChargingSession | null> {
  try {
    return await api.get<ChargingSession>(`/api/sessions/${id}`)
  } catch {
    return null
  }
}
