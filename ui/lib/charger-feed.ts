import { useEffect, useState } from 'preact/hooks'
import { api } from './api.ts'
import type { Charger } from './api-types.ts'
import { useHints } from './hints.ts'
import { liveEpoch, type LiveMessage } from './live.ts'
import { asProblem, fetchAll, type Loaded } from './resource.ts'
import { useStore } from './store.ts'

/** Topics whose messages say that something about a charger has changed. */
const chargerTopics = ['charger', 'connector', 'mode', 'session', 'meter', 'fault']

/** Above this many changed chargers the whole list is cheaper than one request each. */
const manyChargers = 12

/**
 * Every charger of the depot, kept current by the live feed. Its messages are hints: what changed is fetched,
 * many hints at once, so that a storm of reconnects is a request or two and not a thousand.
 */
export function useChargers(): { loaded: Loaded<Charger[]>; reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<Charger[]>>({ state: 'loading' })
  const [asked, setAsked] = useState(0)
  const epoch = useStore(liveEpoch)
  const reload = () => setAsked((count) => count + 1)
  useEffect(() => {
    const abort = new AbortController()
    fetchAll<Charger>('/api/chargers', abort.signal).then(
      (data) => setLoaded({ state: 'ready', data }),
      (error: unknown) => {
        if (!abort.signal.aborted) setLoaded({ state: 'failed', problem: asProblem(error) })
      },
    )
    return () => abort.abort()
  }, [asked, epoch])
  useChangedChargers((changed) => {
    if (changed.size > manyChargers) return reload()
    for (const id of changed) {
      void fetchCharger(id).then((charger) =>
        setLoaded((now) =>
          now.state === 'ready' ? { state: 'ready', data: replaced(now.data, id, charger) } : now,
        ),
      )
    }
  })
  return { loaded, reload }
}

/** Calls `refresh` when the live feed says that this charger changed, at most every 300 ms. */
export function useChargerHints(chargerId: string, refresh: () => void): void {
  useChangedChargers((changed) => {
    if (changed.has(chargerId)) refresh()
  })
}

function useChangedChargers(flush: (chargerIds: ReadonlySet<string>) => void): void {
  useHints({ topics: chargerTopics, idOf: chargerOf, gatherMs: 300, flush })
}

function chargerOf(message: LiveMessage): string | undefined {
  const id = message['chargerId'] ?? (message.topic === 'charger' ? message['id'] : undefined)
  return typeof id === 'string' ? id : undefined
}

/** `null` when it has been removed meanwhile. */
async function fetchCharger(id: string): Promise<Charger | null> {
  try {
    return await api.get<Charger>(`/api/chargers/${encodeURIComponent(id)}`)
  } catch {
    return null
  }
}

function replaced(chargers: Charger[], id: string, charger: Charger | null): Charger[] {
  const others = chargers.filter((each) => each.id !== id)
  if (!charger) return others
  const at = chargers.findIndex((each) => each.id === id)
  return at < 0 ? [...others, charger] : others.toSpliced(at, 0, charger)
}
