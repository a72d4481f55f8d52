import { useEffect, useState } from 'preact/hooks'
import { whoAmI } from './api.ts'
import { createStore, useStore, type Store } from './store.ts'
import { startOfDay, startOfNextDay } from './zoned-time.ts'

/** The depot's IANA zone; every time on every page is told in it. */
export function depotZone(): string {
  return whoAmI.get()?.zone ?? 'UTC'
}

/** Two `date` fields, both days included, as `from` and `to` of a query. An empty field sets no limit. */
export function daySpan(fromDay: string, toDay: string): { from: string | null; to: string | null } {
  return {
    from: fromDay && startOfDay(fromDay, depotZone()).toISOString(),
    to: toDay && startOfNextDay(toDay, depotZone()).toISOString(),
  }
}

const minute: Store<Date> = createStore(new Date())
const second: Store<Date> = createStore(new Date())

/** Starts the two tickers behind `useNow`; one timer for the page, however many times it shows. */
export function startClock(): void {
  setInterval(() => {
    const now = new Date()
    second.set(now)
    if (now.getTime() - minute.get().getTime() >= 20_000) minute.set(now)
  }, 1000)
}

/** The present, refreshed often enough for words such as "3 min ago". */
export function useNow(pace: 'seconds' | 'minutes' = 'minutes'): Date {
  return useStore(pace === 'seconds' ? second : minute)
}

/** `value`, but only after it has rested: for search boxes that ask the gateway. */
export function useRested<T>(value: T, restMs = 250): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(() => value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return rested
}
