import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { chargerPath } from '../lib/names.ts'
import { useResource } from '../lib/resource.ts'
import type { Rollout } from '../lib/rollout-types.ts'
import type { RolloutStage } from '../lib/schedule-types.ts'
import { ObserveReport } from './observe-report.ts'
import { StageDialog } from './stage-dialog.ts'
import { stages, stageLabel } from './stages.ts'

/** How far managed access has been introduced, who would be turned away, and the step to the next stage. */
export function RolloutPage(): VNode {
  const rollout = useResource<Rollout>('/api/rollout')
  useEffect(() => listen('schedule', rollout.reload), [])
  return html`${pageHead('Rollout', null, 'Managed access is introduced in stages, for the depot or for single chargers. See whom the rules would turn away before they do.')}
  ${whenLoaded(rollout, (data) => h(Stages, { rollout: data, reload: rollout.reload }), 6)}
  ${h(ObserveReport, { chargerId: '' })}`
}

interface StagesProps {
  rollout: Rollout
  reload: () => void
}

type Asked = { stage: RolloutStage | null; chargerIds: string[] | null }

function Stages({ rollout, reload }: StagesProps): VNode {
  const [asked, setAsked] = useState<Asked | null>(null)
  const ways = may('policy.write')
  return html`${panel({
    title: 'The depot',
    body: html`<ol class="stages">
        ${stages.map(([stage, label, hint], index) => {
          const isNow = stage === rollout.stage
          return html`<li key=${stage} class=${isNow ? 'now' : ''} aria-current=${isNow ? 'step' : undefined}>
            <span class="stage-number">${isNow ? icon('check', 16) : index + 1}</span>
            <span class="strong">${label}</span>
            <span class="small soft">${hint}</span>
            ${
              isNow
                ? html`<span class="badge active">Holds now</span>`
                : ways &&
                  html`<button
                    type="button"
                    class="button"
                    onClick=${() => setAsked({ stage, chargerIds: null })}
                  >
                    Go to “${label}”…
                  </button>`
            }
          </li>`
        })}
      </ol>
      ${
        rollout.changedAt &&
        html`<p class="small soft">Since ${time(rollout.changedAt, 'full')}, by ${rollout.changedBy}</p>`
      }`,
  })}
  ${panel({
    title: 'Chargers at a stage of their own',
    count: rollout.chargers.length,
    flush: true,
    actions:
      ways &&
      html`<button
        type="button"
        class="button"
        onClick=${() => setAsked({ stage: 'observe', chargerIds: [] })}
      >
        ${icon('plus', 16)}Single chargers…
      </button>`,
    body:
      rollout.chargers.length === 0
        ? html`<p class="padded soft small">All chargers are at the depot’s stage.</p>`
        : html`<ul class="rows">
            ${rollout.chargers.map(
              ({ chargerId, stage, changedAt, changedBy }) =>
                html`<li class="spread padded" key=${chargerId}>
                  <span
                    ><a class="strong" href=${chargerPath(chargerId)}>${chargerId}</a>
                    <span class="badge active">${stageLabel(stage)}</span><br /><span class="small soft"
                      >since ${time(changedAt, 'full')}, by ${changedBy}</span
                    ></span
                  >
                  ${
                    ways &&
                    html`<span class="cluster">
                      <button
                        type="button"
                        class="button"
                        onClick=${() => setAsked({ stage: stage === 'enforce' ? 'observe' : 'enforce', chargerIds: [chargerId] })}
                      >
                        ${stage === 'enforce' ? 'Observe…' : 'Enforce…'}
                      </button>
                      <button
                        type="button"
                        class="button"
                        onClick=${() => setAsked({ stage: null, chargerIds: [chargerId] })}
                      >
                        As the depot…
                      </button>
                    </span>`
                  }
                </li>`,
            )}
          </ul>`,
  })}
  ${asked && h(StageDialog, { ...asked, depotStage: rollout.stage, onClose: () => setAsked(null), onDone: reload })}`
}
