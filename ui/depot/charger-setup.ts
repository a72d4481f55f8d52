import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { onSubmit, submitButton, textField } from '../components/field.ts'
import { panel } from '../components/panel.ts'
import { empty, problemNotice, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import type { ToleranceCount } from '../lib/api-types.ts'
import { formatCount, words } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { useAction, useResource } from '../lib/resource.ts'
import { navigate } from '../lib/router.ts'
import type { ChargerTabProps } from './charger-page.ts'

export function ChargerSetup({ charger, reload }: ChargerTabProps): VNode {
  return html`<div class="columns">
    <div class="stack">${may('chargers.approve') && h(Naming, { charger, reload })}</div>
    <div class="stack">
      ${h(Tolerances, { chargerId: charger.id })}
      ${may('chargers.approve') && h(Removal, { charger, reload })}
    </div>
  </div>`
}

function Naming({ charger, reload }: ChargerTabProps): VNode {
  const [label, setLabel] = useState(charger.label ?? '')
  const save = useAction(async () => {
    await api.patch(`/api/chargers/${encodeURIComponent(charger.id)}`, {
      body: { label: label.trim() || null },
    })
    toast('Label saved')
    reload()
  })
  return panel({
    title: 'Label',
    body: html`<form class="stack" onSubmit=${onSubmit(() => save.run())}>
      ${textField({ label: 'What people call it', value: label, onValue: setLabel, attributes: { maxlength: 80 } })}
      ${save.problem && problemNotice(save.problem)}
      <div class="form-actions">
        ${submitButton({ label: 'Save label', busy: save.busy, kind: '', disabled: label.trim() === (charger.label ?? '') })}
      </div>
    </form>`,
  })
}

/** Where this charger departs from the standard and the gateway lets it; never silently. */
function Tolerances({ chargerId }: { chargerId: string }): VNode {
  const tolerances = useResource<{ items: ToleranceCount[] }>(
    `/api/chargers/${encodeURIComponent(chargerId)}/tolerances`,
  )
  const body = whenLoaded(
    tolerances,
    ({ items }) =>
      items.length === 0
        ? empty({
            icon: 'circle-check',
            title: 'Keeps to the standard',
            text: 'No tolerance was needed so far.',
          })
        : html`<ul class="rows">
            ${items.map(
              (each) =>
                html`<li class="spread padded" key=${each.tolerance}>
                  <span
                    >${words(each.tolerance)}<br /><span class="soft small"
                      >last ${time(each.lastAt)}</span
                    ></span
                  >
                  <span class="strong">${formatCount(each.count)} ×</span>
                </li>`,
            )}
          </ul>`,
    2,
  )
  return panel({ title: 'Tolerances used', flush: true, body })
}

function Removal({ charger }: ChargerTabProps): VNode {
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.delete(`/api/chargers/${encodeURIComponent(charger.id)}`)
    toast(`${charger.id} is removed`)
    navigate('/chargers')
  }
  return html`${panel({
    title: 'Remove',
    body: html`<p class="small soft">
        Its connection is closed and it may not connect again unless it is added or approved anew. Its
        sessions and decisions stay.
      </p>
      <div>
        <button type="button" class="button danger" onClick=${() => setAsking(true)}>Remove charger…</button>
      </div>`,
  })}
  ${
    asking &&
    h(ConfirmDialog, {
      title: `Remove ${charger.id}`,
      text: html`<p>
        The charger is disconnected and loses its approval and password. This is recorded in the ledger.
      </p>`,
      label: 'Remove charger',
      danger: true,
      perform: remove,
      onClose: () => setAsking(false),
    })
  }`
}
