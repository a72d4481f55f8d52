import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import { may } from '../lib/api.ts'
import type { Decision } from '../lib/api-types.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { h, html } from '../lib/html.ts'
import { connectorName } from '../lib/names.ts'
import { outcomeWords } from '../lib/status-words.ts'
import { decisionFacts } from './decision-facts.ts'
import { EnrolDialog } from './enrol-dialog.ts'

interface RowsProps {
  decisions: Decision[]
  showCharger: boolean
  onEnrolled: () => void
}

/** Decisions as lines that open into their explanation. */
export function DecisionRows({ decisions, showCharger, onEnrolled }: RowsProps): VNode {
  const [enrolling, setEnrolling] = useState<Decision | null>(null)
  return html`<ul class="rows">
      ${decisions.map(
        (decision) =>
          html`<li key=${decision.id}>
            <details class="decision">
              <summary>${summary(decision, showCharger)}</summary>
              <div class="decision-body">${decisionExplained(decision, () => setEnrolling(decision))}</div>
            </details>
          </li>`,
      )}
    </ul>
    ${enrolling && h(EnrolDialog, { decision: enrolling, onClose: () => setEnrolling(null), onDone: onEnrolled })}`
}

function summary(decision: Decision, showCharger: boolean): VNode {
  const where = decision.evseId === null ? '' : connectorName(decision.evseId, decision.connectorId)
  return html`<span class="decision-line">
    <span class="outcome">${status(outcomeWords(decision))}</span>
    <span class="reason"
      >${reasonLabel(decision.reason)}${decision.stale && html` <span class="badge warn">on old data</span>`}</span
    >
    <span class="who mono"
      >${decision.maskedIdentifier ?? 'nothing presented'}${decision.vehicle && html`<span class="vehicle">${decision.vehicle}</span>`}</span
    >
    <span class="where soft"
      >${showCharger && html`<span class="strong ink">${decision.chargerId}</span>`} ${where}</span
    >
    <span class="when soft">${time(decision.at, 'short')}</span>
    <span class="opener">${icon('down', 16)}</span>
  </span>`
}

function observedNotice(): VNode {
  return html`<div class="notice">
    ${icon('eye')}
    <div>
      <span class="strong">Observed, not enforced</span>
      The charger stayed open and nobody was turned away. This is what would have been decided.
      <a href="/rollout">To the rollout</a>
    </div>
  </div>`
}

/** The explanation sentence, what to do about it, and everything that the decision rested on. */
export function decisionExplained(decision: Decision, enrol: () => void): VNode {
  return html`${decision.observed && observedNotice()}
    <p class="sentence">${decision.explanation} <span class="soft">${decision.nextStep}</span></p>
    ${
      decision.canEnrol &&
      may('decisions.enrol') &&
      html`<div>
        <button type="button" class="button primary" onClick=${enrol}>${icon('plus')}Add to list</button>
      </div>`
    }
    ${decisionFacts(decision)}`
}
