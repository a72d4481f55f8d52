import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { status } from '../components/status.ts'
import { whenFound, type EmptyParts } from '../components/states.ts'
import type { Decision } from '../lib/api-types.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { useResource } from '../lib/resource.ts'
import { outcomeWords } from '../lib/status-words.ts'
import { decisionExplained } from './decision-rows.ts'
import { EnrolDialog } from './enrol-dialog.ts'

/** One decision at an address of its own, to be sent to whoever asks why. */
export function DecisionPage({ params }: { params: Record<string, string> }): VNode {
  const id = params['id'] ?? ''
  const decision = useResource<Decision>(`/api/decisions/${encodeURIComponent(id)}`)
  const [enrolling, setEnrolling] = useState(false)
  return html`<a class="back" href="/decisions">${icon('left', 16)}Decisions</a> ${whenFound(
      decision,
      unknown(id),
      (data) =>
        html`${pageHead(`Decision ${formatCount(data.id)}`)}
          <section class="panel">
            <div class="panel-head">
              <h2>
                ${status(outcomeWords(data), 18)}
                <span class="soft">${reasonLabel(data.reason)}</span>
              </h2>
            </div>
            <div class="panel-body">${decisionExplained(data, () => setEnrolling(true))}</div>
          </section>
          ${
            enrolling &&
            h(EnrolDialog, { decision: data, onClose: () => setEnrolling(false), onDone: decision.reload })
          }`,
    )}`
}

function unknown(id: string): EmptyParts {
  return {
    icon: 'decisions',
    title: `There is no decision ${id}`,
    text: 'The address may be incomplete, or of another depot.',
    next: html`<a class="button primary" href="/decisions">To the decisions</a>`,
  }
}
