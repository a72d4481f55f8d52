import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { h, html } from '../lib/html.ts'
import { icon } from './icon.ts'

/** Copies `text`. On plain HTTP browsers have no clipboard API, so the older way is the fallback. */
async function copy(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return true
  }
  const area = document.createElement('textarea')
  area.value = text
  ;(document.querySelector('dialog[open]') ?? document.body).append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }): VNode {
  const [done, setDone] = useState(false)
  const onClick = async () => setDone(await copy(text))
  return html`<button type="button" class="button" onClick=${onClick}>
    ${icon(done ? 'check' : 'copy')}${done ? 'Copied' : label}
  </button>`
}

/** A password or token that the gateway shows this once and keeps only as a hash. */
export function secretOnce(what: string, secret: string): VNode {
  return html`<div class="stack tight">
    <div class="notice warn">
      ${icon('key')}
      <div>
        <span class="strong">${what} is shown only now.</span> Copy it to where it is needed before you close
        this.
      </div>
    </div>
    <div class="secret"><code data-secret>${secret}</code>${h(CopyButton, { text: secret })}</div>
  </div>`
}
