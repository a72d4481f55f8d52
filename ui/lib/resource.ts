import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api, ApiProblem, withQuery, type Query } from './api.ts'
import type { Page } from './api-types.ts'
import { liveEpoch } from './live.ts'
import { useStore } from './store.ts'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; problem: ApiProblem }
  | { state: 'ready'; data: T }

export interface Resource<T> {
  loaded: Loaded<T>
  reload: () => void
  /** Changes what is shown without asking the gateway, for messages of the live feed. */
  update: (change: (data: T) => T) => void
}

/** What `GET path` answers. Asked again after every reconnect; what is shown stays until the answer is here. */
export function useResource<T>(path: string | null): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const [asked, setAsked] = useState(0)
  const epoch = useStore(liveEpoch)
  const shownPath = useRef<string | null>(null)
  useEffect(() => {
    if (path === null) return undefined
    const abort = new AbortController()
    if (shownPath.current !== path) setLoaded({ state: 'loading' })
    const load = async () => {
      try {
        const data = await api.get<T>(path, { signal: abort.signal })
        shownPath.current = path
        setLoaded({ state: 'ready', data })
      } catch (error) {
        if (!abort.signal.aborted) setLoaded({ state: 'failed', problem: asProblem(error) })
      }
    }
    void load()
    return () => abort.abort()
  }, [path, asked, epoch])
  const reload = useCallback(() => setAsked((count) => count + 1), [])
  const update = useCallback((change: (data: T) => T) => {
    setLoaded((now) => (now.state === 'ready' ? { state: 'ready', data: change(now.data) } : now))
  }, [])
  return { loaded, reload, update }
}

export interface PagedList<T> extends Resource<Page<T>> {
  more: (() => void) | null
  loadingMore: boolean
}

/** A list with cursor pagination; `more` adds the next page and is `null` at the end. */
export function useList<T>(path: string, query: Query = {}): PagedList<T> {
  const url = withQuery(path, { limit: 50, ...query })
  const resource = useResource<Page<T>>(url)
  const [loadingMore, setLoadingMore] = useState(false)
  const cursor = resource.loaded.state === 'ready' ? resource.loaded.data.nextCursor : null
  const current = useRef(url)
  current.current = url
  const more = async () => {
    setLoadingMore(true)
    try {
      const next = await api.get<Page<T>>(url, { query: { cursor } })
      if (current.current !== url) return
      resource.update((shown) => ({ items: [...shown.items, ...next.items], nextCursor: next.nextCursor }))
    } finally {
      setLoadingMore(false)
    }
  }
  return { ...resource, more: cursor === null ? null : () => void more(), loadingMore }
}

/** Calls `react` when `value` is no longer what it was, but not for what it was at first. */
export function useChange(value: unknown, react: () => void): void {
  const before = useRef(value)
  useEffect(() => {
    if (Object.is(before.current, value)) return
    before.current = value
    react()
  }, [value])
}

/** Every page of a list, one after the other: for lists that a depot has a bounded number of. */
export async function fetchAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await api.get(path, { query: { limit: 200, cursor }, ...(signal && { signal }) })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

/** Anything thrown, as something that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem(
    0,
    `This page could not continue: ${error instanceof Error ? error.message : String(error)}`,
  )
}

export interface Action<Args extends unknown[]> {
  busy: boolean
  problem: ApiProblem | null
  /** Answers whether it worked; a refusal is kept in `problem`. */
  run: (...args: Args) => Promise<boolean>
  clear: () => void
}

/** A change that the user asks for: runs once at a time and keeps the refusal for the form to show. */
export function useAction<Args extends unknown[]>(perform: (...args: Args) => Promise<void>): Action<Args> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const run = async (...args: Args) => {
    if (busy) return false
    setBusy(true)
    setProblem(null)
    try {
      await perform(...args)
      return true
    } catch (error) {
      setProblem(asProblem(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run, clear: () => setProblem(null) }
}
