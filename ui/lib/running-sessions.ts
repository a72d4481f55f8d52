import { withQuery } from './api.ts'
import type { Charger, ChargingSession, Page } from './api-types.ts'
import { useChange, useResource } from './resource.ts'

/** The sessions that are running at a charger now. Read anew whenever the charger is. */
export function useRunningSessions(charger: Charger): ChargingSession[] {
  const sessions = useResource<Page<ChargingSession>>(
    withQuery('/api/sessions', { chargerId: charger.id, state: 'open', limit: 50 }),
  )
  useChange(charger, sessions.reload)
  if (sessions.loaded.state !== 'ready') return []
  return sessions.loaded.data.items
}
