import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { panel } from '../components/panel.ts'
import { toast } from '../components/toast.ts'
import { time } from '../components/time.ts'
import type { LocalList } from '../lib/api-types.ts'
import { api, may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { capabilityNotice } from './capability-notice.ts'
import type { ChargerTabProps } from './charger-page.ts'
import { modePair, modeTrouble } from './mode-pair.ts'
import { OverrideDialog } from './override-dialog.ts'
import { ProbeDialog } from './probe-dialog.ts'

/** Which mode is expected, why and until when, and which one the charger is known to be in. */
export function ChargerMode({ charger, reload }: ChargerTabProps): VNode {
  const [open, setOpen] = useState<'override' | 'end' | 'probe' | null>(null)
  const close = () => setOpen(null)
  const { override } = charger
  const end = async () => {
    await api.delete(`/api/overrides/${override?.id}`)
    toast('Override ended')
    reload()
  }
  const button = (what: NonNullable<typeof open>, label: string) =>
    html`<button type="button" class="button" onClick=${() => setOpen(what)}>${label}</button>`
  const actions = html`${may('chargers.control') && button('probe', 'Probe…')}
  ${may('overrides.write') && html`${override && button('end', 'End override')} ${button('override', 'Override…')}`}`
  const body = html`${modePair(charger)} ${modeTrouble(charger, reload)} ${localListLine(charger.localList)}
  ${capabilityNotice(charger.capability)}`
  return html`${panel({ title: 'Access mode', actions, body })}
  ${open === 'override' && h(OverrideDialog, { chargerIds: [charger.id], onClose: close, onDone: reload })}
  ${open === 'probe' && h(ProbeDialog, { charger, onClose: close, onDone: reload })}
  ${
    open === 'end' &&
    h(ConfirmDialog, {
      title: 'End override',
      text: html`<p>${charger.id} goes back at once to what its calendar says.</p>`,
      label: 'End override',
      perform: end,
      onClose: close,
    })
  }`
}

/** What the charger goes by while the gateway is away. */
function localListLine(list: LocalList | null): VNode | null {
  if (list === null) return null
  const { status, entries, sentAt, problem } = list
  if (status !== 'in_step') {
    return html`<p class="small">List in the charger: did not get there. ${problem}</p>`
  }
  const count = entries === 1 ? '1 identifier' : `${entries} identifiers`
  return html`<p class="small soft">
    List in the charger: ${count}${sentAt && html`, ${time(sentAt, 'full')}`}${problem && `. ${problem}`}
  </p>`
}
