import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { checkField, onSubmit } from '../components/field.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { chargerPath } from '../lib/names.ts'

interface AcknowledgeProps {
  chargers: { chargerId: string; reasons: string[] }[]
  label: string
  perform: () => Promise<void>
  onClose: () => void
}

/** Chargers that enforce managed access only in part: why, and the statement that somebody knows. */
export function AcknowledgeDialog({ chargers, label, perform, onClose }: AcknowledgeProps): VNode {
  const [known, setKnown] = useState(false)
  const action = useAction(perform)
  const form = html`<form class="stack" onSubmit=${onSubmit(() => action.run())}>
    <p>
      ${chargers.length === 1 ? 'One charger enforces' : `${chargers.length} chargers enforce`} managed access
      only in part:
    </p>
    ${chargerReasons(chargers)}
    ${checkField({
      label: 'I know that some starts may get past the rules there. This stands in the ledger with my name.',
      checked: known,
      onChecked: setKnown,
    })}
    ${formEnd({ problem: action.problem, busy: action.busy, label, disabled: !known, onCancel: onClose })}
  </form>`
  return h(Dialog, { title: 'Only partially supported', onClose, children: form })
}

/** Chargers with what each of them cannot do. */
export function chargerReasons(chargers: { chargerId: string; reasons: string[] }[]): VNode | null {
  if (chargers.length === 0) return null
  return html`<ul class="reasons">
    ${chargers.map(
      ({ chargerId, reasons }) =>
        html`<li key=${chargerId}>
          <a class="strong" href=${chargerPath(chargerId)}>${chargerId}</a>
          ${reasons.map((reason) => html`<span class="small">${reason}</span>`)}
        </li>`,
    )}
  </ul>`
}
