import type { VNode } from 'preact'
import { html } from '../lib/html.ts'
import { createStore, useStore } from '../lib/store.ts'
import { icon } from './icon.ts'

const shown = createStore<{ id: number; text: string }[]>([])
let lastId = 0

/** Says briefly that something was done. Refusals are never told this way: they stay where they happened. */
export function toast(text: string): void {
  const id = ++lastId
  shown.set([...shown.get(), { id, text }])
  setTimeout(() => shown.set(shown.get().filter((each) => each.id !== id)), 4000)
}

export function Toasts(): VNode {
  const toasts = useStore(shown)
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map(({ id, text }) => html`<div class="toast" key=${id}>${icon('check')}${text}</div>`)}
  </div>`
}
