import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { jsonView } from '../components/json-view.ts'
import { problemNotice } from '../components/states.ts'
import type { ApiProblem } from '../lib/api.ts'
import { answerInWords } from '../lib/charger-commands.ts'
import { html } from '../lib/html.ts'
import { useAction, type Action } from '../lib/resource.ts'

export interface Asking<Args extends unknown[]> {
  action: Action<Args>
  /** What came of the last asking; `null` before the first. */
  result: VNode | null
}

/** Sends something to a charger and keeps what came of it, in plain words, for the panel to show. */
export function useAsking<Args extends unknown[]>(
  send: (...args: Args) => Promise<Record<string, unknown>>,
  onSent: () => void,
): Asking<Args> {
  const [response, setResponse] = useState<Record<string, unknown> | null>(null)
  const action = useAction(async (...args: Args) => {
    setResponse(null)
    try {
      setResponse(await send(...args))
    } finally {
      onSent()
    }
  })
  if (action.problem) return { action, result: problemNotice(action.problem, whyDenied(action.problem)) }
  return { action, result: response && answered(response) }
}

function whyDenied({ decisionId }: ApiProblem): VNode | null {
  return decisionId === null ? null : html`<a href=${`/decisions/${decisionId}`}>See why</a>`
}

function answered(response: Record<string, unknown>): VNode {
  const { text, good } = answerInWords(response)
  const more = Object.keys(response).some((name) => name !== 'status')
  return html`<div class="notice ${good ? 'good' : 'warn'}" role="status">
    ${icon(good ? 'circle-check' : 'info')}
    <div>
      <span class="strong">${text}</span>
      ${
        more &&
        html`<details>
          <summary class="small">Whole answer</summary>
          ${jsonView(JSON.stringify(response))}
        </details>`
      }
    </div>
  </div>`
}
