import type { VNode } from 'preact'
import { html } from '../lib/html.ts'

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** JSON, indented, with its names set apart. Text that is not JSON (a truncated frame) is shown as it is. */
export function jsonView(text: string): VNode {
  return html`<pre class="json" tabindex="0">${coloured(indented(text))}</pre>`
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function coloured(text: string): (VNode | string)[] {
  const parts: (VNode | string)[] = []
  let from = 0
  for (const match of text.matchAll(token)) {
    parts.push(text.slice(from, match.index))
    const [whole, string, colon] = match
    from = match.index + whole.length
    if (string === undefined) parts.push(html`<span class="json-value">${whole}</span>`)
    else if (colon === undefined) parts.push(html`<span class="json-text">${whole}</span>`)
    else parts.push(html`<span class="json-name">${string}</span>`, colon)
  }
  return [...parts, text.slice(from)]
}
