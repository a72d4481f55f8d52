import type { ComponentChildren, VNode } from 'preact'
import { html } from '../lib/html.ts'

interface PanelParts {
  title?: ComponentChildren
  /** Shown beside the title. */
  count?: string | number | null
  actions?: ComponentChildren
  body: ComponentChildren
  /** `flush` leaves the padding to the body, for lists that reach the edges. */
  flush?: boolean
}

/** A titled surface: everything on a page that belongs together. */
export function panel({ title, count, actions, body, flush = false }: PanelParts): VNode {
  const counted = count !== undefined && count !== null
  const head = html`<div class="panel-head">
    <h2>${title}${counted && html`<span class="count">${count}</span>`}</h2>
    ${actions && html`<div class="cluster">${actions}</div>`}
  </div>`
  return html`<section class="panel">
    ${title && head}${flush ? body : html`<div class="panel-body">${body}</div>`}
  </section>`
}

/** Names and values. Entries whose value is `null` are left out. */
export function facts(entries: [name: string, value: ComponentChildren][]): VNode {
  const known = entries.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return html`<dl class="facts">
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
}

/** Few values that matter most, large. */
export function figures(entries: [name: string, value: ComponentChildren][]): VNode {
  return html`<dl class="figures">
    ${entries.map(
      ([name, value]) =>
        html`<div class="figure">
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}
