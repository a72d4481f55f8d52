import { createStore, useStore } from './store.ts'

export interface Place {
  path: string
  query: URLSearchParams
}

export const place = createStore<Place>({ path: '/', query: new URLSearchParams() })

/** The parameters of `pattern` (`/chargers/:id`) in `path`, or `null` where it does not match. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.replace(/(?<=.)\/$/, '').split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value)
      } catch {
        return null
      }
    } else if (part !== value) return null
  }
  return params
}

/** Goes to a page of this UI. A change of the query only keeps the scroll position. */
export function navigate(to: string, { replace = false } = {}): void {
  const before = place.get().path
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  readPlace()
  if (place.get().path === before) return
  scrollTo(0, 0)
  document.getElementById('main')?.focus({ preventScroll: true })
}

/** Follows the address bar, and turns clicks on same-origin links into navigation without a load. */
export function startRouter(): void {
  readPlace()
  addEventListener('popstate', readPlace)
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('a') : null
    if (!target || !isPlainClick(event) || !isOwnPage(target)) return
    event.preventDefault()
    navigate(target.pathname + target.search)
  })
}

/** Filters that live in the address bar, so that a view can be bookmarked and sent to a colleague. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Record<Name, string>, (changes: Partial<Record<Name, string>>) => void] {
  const { path, query } = useStore(place)
  const values = Object.fromEntries(names.map((name) => [name, query.get(name) ?? ''])) as Record<
    Name,
    string
  >
  const change = (changes: Partial<Record<Name, string>>) => {
    const next = new URLSearchParams(query)
    for (const [name, value] of Object.entries<string | undefined>(changes)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    const text = next.toString()
    navigate(text ? `${path}?${text}` : path, { replace: true })
  }
  return [values, change]
}

function readPlace(): void {
  place.set({ path: location.pathname, query: new URLSearchParams(location.search) })
}

function isPlainClick(event: MouseEvent): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return event.button === 0 && !modified && !event.defaultPrevented
}

function isOwnPage(link: HTMLAnchorElement): boolean {
  const elsewhere = link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin
  return !elsewhere && !/^\/(api|health|metrics)(\/|$)/.test(link.pathname) && !link.hash
}
