import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { choiceField, onSubmit } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { toast } from '../components/toast.ts'
import { api, withQuery } from '../lib/api.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { useAction, useResource } from '../lib/resource.ts'
import type { RolloutReport } from '../lib/rollout-types.ts'
import type { RolloutStage } from '../lib/schedule-types.ts'
import { chargerReasons } from './acknowledge-dialog.ts'
import { ChargerPicker } from './charger-picker.ts'
import { stages, stageLabel } from './stages.ts'

interface StageProps {
  /** `null`: the chargers follow the depot again. */
  stage: RolloutStage | null
  /** `null`: the depot; none: to be chosen in the dialog. */
  chargerIds: string[] | null
  depotStage: RolloutStage
  onClose: () => void
  onDone: () => void
}

/** Moves to another stage, and says first whom that would turn away. */
export function StageDialog({ stage: asked, chargerIds, depotStage, onClose, onDone }: StageProps): VNode {
  const [stage, setStage] = useState(asked)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(chargerIds))
  const picks = chargerIds?.length === 0
  const single = chosen.size === 1 ? [...chosen][0]! : ''
  const move = useAction(async () => {
    await api.put('/api/rollout', { body: { stage, ...(chargerIds && { chargerIds: [...chosen] }) } })
    toast(stage === null ? 'At the depot’s stage again' : `${stageLabel(stage)} holds now`)
    onDone()
    onClose()
  })
  const goal = stage ?? depotStage
  const form = html`<form class="stack" onSubmit=${onSubmit(() => move.run())}>
    ${picks && h(ChargerPicker, { legend: 'Chargers', chosen, onChosen: setChosen })}
    ${
      picks &&
      choiceField<RolloutStage>({
        legend: 'Stage',
        name: 'stage',
        value: goal,
        onValue: setStage,
        options: stages,
      })
    }
    ${!picks && html`<p>${stages.find(([each]) => each === goal)?.[2]}</p>`}
    ${goal === 'enforce' && h(Consequences, { chargerId: single })}
    ${move.problem && chargerReasons(move.problem.chargers)}
    ${formEnd({
      problem: move.problem,
      busy: move.busy,
      label: stage === null ? `As the depot: ${stageLabel(depotStage).toLowerCase()}` : stageLabel(goal),
      danger: goal === 'enforce',
      disabled: picks && chosen.size === 0,
      onCancel: onClose,
    })}
  </form>`
  const where = chargerIds === null ? 'the depot' : single || 'single chargers'
  return h(Dialog, { title: `${stageLabel(goal)}: ${where}`, onClose, children: form })
}

/** How many of the attempts of the last week would have been refused. */
function Consequences({ chargerId }: { chargerId: string }): VNode | null {
  const { loaded } = useResource<RolloutReport>(withQuery('/api/rollout/report', { days: 7, chargerId }))
  if (loaded.state !== 'ready') return null
  const { attempts, wouldRefuse, byReason, identifiers } = loaded.data
  if (attempts === 0) {
    return html`<div class="notice warn">
      ${icon('question')}
      <div>
        <span class="strong">No attempt was observed in the last 7 days</span>Nobody knows yet whom the rules
        would turn away. Observe for some days first.
      </div>
    </div>`
  }
  return html`<div class="notice ${wouldRefuse > 0 ? 'warn' : 'good'}">
    ${icon(wouldRefuse > 0 ? 'warning' : 'circle-check')}
    <div>
      <span class="strong"
        >${formatCount(wouldRefuse)} of ${formatCount(attempts)} attempts of the last 7 days would have been
        refused</span
      >
      ${byReason.map(({ reason, count }) => html`<div class="small" key=${reason}>${reasonLabel(reason)}: ${formatCount(count)}</div>`)}
      ${wouldRefuse > 0 && html`<div class="small">${identifiers.length === 1 ? 'One identifier is' : `${identifiers.length} identifiers are`} concerned.</div>`}
    </div>
  </div>`
}
