import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { checkField, choiceField, onSubmit, textField } from '../components/field.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { AccessMode, Charger } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { depotZone } from '../lib/time.ts'
import { fromLocalInput, relativeTime, toLocalInput, zoneName } from '../lib/zoned-time.ts'

interface OverrideProps {
  charger: Charger
  onClose: () => void
  onDone: () => void
}

const spans = [1, 4, 12, 24]

/** Opens or restricts one charger by hand, for a reason and with an end. */
export function OverrideDialog({ charger, onClose, onDone }: OverrideProps): VNode {
  const opposite: AccessMode = charger.expectedMode === 'freevend' ? 'managed_access' : 'freevend'
  const [mode, setMode] = useState<AccessMode>(opposite)
  const [until, setUntil] = useState(inHours(4))
  const [reason, setReason] = useState('')
  const [acknowledged, setAcknowledged] = useState(false)
  const partial = mode === 'managed_access' && charger.capability.state === 'partially_supported'
  const override = useAction(async () => {
    const body = {
      chargerIds: [charger.id],
      mode,
      until: endOf(until).toISOString(),
      reason: reason.trim(),
    }
    await api.post('/api/overrides', { body: { ...body, ...(partial && { acknowledgePartial: true }) } })
    toast(mode === 'freevend' ? `${charger.id} is being opened` : `${charger.id} is being restricted`)
    onDone()
    onClose()
  })
  const ended = until === '' || endOf(until).getTime() <= Date.now()
  const form = html`<form class="stack" onSubmit=${onSubmit(() => override.run())}>
    ${choiceField({
      legend: 'Mode',
      name: 'mode',
      value: mode,
      onValue: setMode,
      options: [
        ['freevend', 'Open', 'Freevend: anyone may charge, nothing is decided.'],
        ['managed_access', 'Restrict', 'Managed access: only known identifiers may start.'],
      ],
    })}
    ${untilField(until, setUntil, ended)}
    ${textField({
      label: 'Reason',
      value: reason,
      onValue: setReason,
      hint: 'Stands in the ledger with your name.',
      attributes: { required: true, maxlength: 200 },
    })}
    ${
      partial &&
      checkField({
        label: html`I know that this charger enforces it only in part.
          <span class="soft small"> ${charger.capability.reasons.join(' ')}</span>`,
        checked: acknowledged,
        onChecked: setAcknowledged,
      })
    }
    ${formEnd({
      problem: override.problem,
      busy: override.busy,
      label: mode === 'freevend' ? 'Open charger' : 'Restrict charger',
      disabled: ended || reason.trim() === '' || (partial && !acknowledged),
      onCancel: onClose,
    })}
  </form>`
  return h(Dialog, { title: `Override ${charger.id}`, onClose, children: form })
}

function untilField(until: string, setUntil: (value: string) => void, ended: boolean): VNode {
  const zone = `${depotZone()}${until === '' ? '' : `, ${zoneName(endOf(until), depotZone())}`}`
  const end = until === '' ? '' : `, ${relativeTime(endOf(until).toISOString(), new Date())}`
  return html`<div class="stack tight">
    ${textField({
      label: 'Until',
      value: until,
      onValue: setUntil,
      hint: `Depot time (${zone})${end}`,
      error: ended ? 'Choose a time in the future' : null,
      attributes: { type: 'datetime-local', required: true },
    })}
    <div class="cluster">
      ${spans.map(
        (hours) =>
          html`<button type="button" class="chip" key=${hours} onClick=${() => setUntil(inHours(hours))}>
            ${hours === 1 ? '1 hour' : `${hours} hours`}
          </button>`,
      )}
    </div>
  </div>`
}

function inHours(hours: number): string {
  return toLocalInput(new Date(Date.now() + hours * 3_600_000), depotZone())
}

function endOf(until: string): Date {
  return fromLocalInput(until, depotZone())
}
