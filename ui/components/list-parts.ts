import type { ComponentChildren, VNode } from 'preact'
import { html } from '../lib/html.ts'
import type { PagedList } from '../lib/resource.ts'
import { icon } from './icon.ts'
import { empty, whenLoaded, type EmptyParts } from './states.ts'

/**
 * A list with what follows it. A page can be empty and yet not the last: the gateway looks through a bounded
 * number of entries per request, and a filter may not have matched any of those.
 */
export function listBody<T>(
  list: PagedList<T>,
  show: (items: T[]) => ComponentChildren,
  nothing: EmptyParts,
): ComponentChildren {
  return whenLoaded(
    list,
    ({ items, nextCursor }) => {
      if (items.length > 0) return html`${show(items)}${loadMore(list, 'Show more')}`
      if (nextCursor === null) return empty(nothing)
      const title = 'Nothing that matches among the newest entries'
      return html`${empty({ icon: 'search', title })}${loadMore(list, 'Look further back')}`
    },
    8,
  )
}

/** The end of a list: a button for the next page, or nothing. */
export function loadMore<T>(list: PagedList<T>, label = 'Show more'): VNode | null {
  if (list.more === null) return null
  return html`<div class="panel-foot">
    <button
      type="button"
      class="button wide"
      onClick=${list.more}
      aria-busy=${list.loadingMore ? 'true' : undefined}
      disabled=${list.loadingMore}
    >
      ${label}
    </button>
  </div>`
}

/** Says that the live feed has more than what is shown; nothing moves under the reader's finger by itself. */
export function newer(count: number, what: [one: string, many: string], show: () => void): VNode | null {
  if (count === 0) return null
  return html`<button type="button" class="button newer" onClick=${show}>
    ${icon('sent', 16)}${count} new ${count === 1 ? what[0] : what[1]} – show
  </button>`
}

/** The head of every page: its name, what can be done there, and a sentence on what it is for. */
export function pageHead(
  title: ComponentChildren,
  actions?: ComponentChildren,
  intro?: ComponentChildren,
): VNode {
  return html`<header class="page-head">
    <h1>${title}</h1>
    ${actions && html`<div class="cluster">${actions}</div>`} ${intro && html`<p class="intro">${intro}</p>`}
  </header>`
}
