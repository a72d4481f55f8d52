import type { VNode } from 'preact'
import { html } from '../lib/html.ts'
import { icon } from './icon.ts'
import type { StatusWords } from '../lib/status-words.ts'

/** A state as shape, word and colour. */
export function status(words: StatusWords, size = 16): VNode {
  return html`<span class="status ${words.tone}">${icon(words.icon, size)}<span>${words.label}</span></span>`
}

/** A state as a small pill, for beside a heading. */
export function badge(words: StatusWords): VNode {
  return html`<span class="badge ${words.tone}">${icon(words.icon, 13)}${words.label}</span>`
}
