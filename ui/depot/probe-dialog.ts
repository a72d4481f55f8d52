import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { problemNotice } from '../components/states.ts'
import { api } from '../lib/api.ts'
import type { Charger, ProbeStep } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useAction } from '../lib/resource.ts'
import { capabilityNotice } from './capability-notice.ts'
import { probeSteps } from './mode-steps.ts'

interface ProbeProps {
  charger: Charger
  onClose: () => void
  onDone: () => void
}

/** Finds out by doing what a charger can enforce: each step is shown as it ends. */
export function ProbeDialog({ charger, onClose, onDone }: ProbeProps): VNode {
  const [steps, setSteps] = useState<ProbeStep[]>([])
  const [isOver, setOver] = useState(false)
  useEffect(
    () =>
      listen('mode', (message) => {
        const step = message['probe'] as ProbeStep | undefined
        if (message['chargerId'] === charger.id && step?.step) setSteps((known) => merged(known, step))
      }),
    [charger.id],
  )
  const probe = useAction(async () => {
    setSteps([])
    setOver(false)
    const answer = await api.post<{ steps: ProbeStep[] }>(
      `/api/chargers/${encodeURIComponent(charger.id)}/probe`,
    )
    setSteps(answer.steps)
    setOver(true)
    onDone()
  })
  const body = html`<p class="soft">
      Asks the charger what it supports, writes a setting and reads it back. Running sessions go on.
    </p>
    ${!charger.online && html`<div class="notice warn">${icon('plug-off')}<span>${charger.id} is offline. Nothing can be asked of it.</span></div>`}
    <div aria-live="polite">${probeSteps(steps)}</div>
    ${probe.busy && html`<p class="soft small" role="status">The charger is being asked …</p>`}
    ${isOver && (capabilityNotice(charger.capability) ?? html`<div class="notice good">${icon('circle-check')}<span class="strong">Managed access is fully supported</span></div>`)}
    ${probe.problem && problemNotice(probe.problem)}
    <div class="form-actions">
      <button type="button" class="button" onClick=${onClose}>Close</button>
      <button
        type="button"
        class="button primary"
        aria-busy=${probe.busy ? 'true' : undefined}
        disabled=${probe.busy || !charger.online}
        onClick=${() => void probe.run()}
      >
        ${isOver ? 'Probe again' : 'Start probe'}
      </button>
    </div>`
  return h(Dialog, {
    title: `Probe ${charger.id}`,
    broad: true,
    onClose,
    children: html`<div class="stack">${body}</div>`,
  })
}

/** A step that is told again has gone on. */
function merged(known: ProbeStep[], step: ProbeStep): ProbeStep[] {
  const at = known.findIndex((each) => each.step === step.step)
  return at < 0 ? [...known, step] : known.with(at, step)
}
