import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import type { Charger } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { chargerPath } from '../lib/names.ts'
import { modeStatusWords, modeWords } from '../lib/status-words.ts'
import { because, modeTrouble } from './mode-pair.ts'

interface RowsProps {
  chargers: Charger[]
  reload: () => void
}

/** A charger in a line; what is the matter opens beneath it. */
export function ModeRows({ chargers, reload }: RowsProps): VNode {
  return html`<ul class="rows">
    ${chargers.map((charger) => {
      const trouble = modeTrouble(charger, reload)
      const needsEyes = charger.modeStatus === 'rejected' || charger.modeStatus === 'drifted'
      return html`<li key=${charger.id}>
        <details class="mode-item" open=${needsEyes}>
          <summary>${line(charger)}</summary>
          <div class="mode-body">
            ${trouble}
            <p class="small">
              ${because(charger)}. <a href=${chargerPath(charger.id)}>To ${charger.id}</a> ·
              <a href=${chargerPath(charger.id, 'schedule')}>Its calendar</a>
            </p>
            ${charger.capability.reasons.map((reason) => html`<p class="small soft" key=${reason}>${reason}</p>`)}
          </div>
        </details>
      </li>`
    })}
  </ul>`
}

function line(charger: Charger): VNode {
  const expected = modeWords(charger.expectedMode)
  const observed = modeWords(charger.observedMode)
  const differs = charger.observedMode !== charger.expectedMode
  return html`<span class="mode-line">
    <span class="who"
      ><span class="name">${charger.id}</span
      >${charger.label && html`<span class="soft small">${charger.label}</span>`}</span
    >
    <span class="expected"
      ><span class="soft small">Expected</span
      ><span class="line">${icon(expected.icon, 15)}${expected.label}</span></span
    >
    <span class="observed"
      ><span class="soft small">Observed</span
      ><span class="line ${differs ? 'strong' : ''}">${icon(observed.icon, 15)}${observed.label}</span></span
    >
    <span class="state">${status(modeStatusWords(charger.modeStatus))}</span>
    <span class="next soft small"
      >${charger.nextChangeAt ? html`${modeWords(charger.nextMode).label} ${time(charger.nextChangeAt)}` : 'no change ahead'}${
        charger.rolloutStage !== 'enforce' &&
        html`<span class="badge warn">${charger.rolloutStage === 'off' ? 'off' : 'observing'}</span>`
      }</span
    >
    <span class="opener">${icon('down', 16)}</span>
  </span>`
}
