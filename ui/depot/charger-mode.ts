import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import type { Charger } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { modeStatusWords, modeWords } from '../lib/status-words.ts'
import type { ChargerTabProps } from './charger-page.ts'
import { OverrideDialog } from './override-dialog.ts'

/** Which mode is expected, why and until when, and which one the charger is known to be in. */
export function ChargerMode({ charger, reload }: ChargerTabProps): VNode {
  const [open, setOpen] = useState<'override' | 'end' | null>(null)
  const close = () => setOpen(null)
  const { override } = charger
  const end = async () => {
    await api.delete(`/api/overrides/${override?.id}`)
    toast('Override ended')
    reload()
  }
  const actions =
    may('overrides.write') &&
    html`${override && html`<button type="button" class="button" onClick=${() => setOpen('end')}>End override</button>`}
      <button type="button" class="button" onClick=${() => setOpen('override')}>Override…</button>`
  return html`${panel({ title: 'Access mode', actions, body: modes(charger) })}
  ${open === 'override' && h(OverrideDialog, { charger, onClose: close, onDone: reload })}
  ${
    open === 'end' &&
    h(ConfirmDialog, {
      title: 'End override',
      text: html`<p>${charger.id} goes back at once to what its policy says.</p>`,
      label: 'End override',
      perform: end,
      onClose: close,
    })
  }`
}

function modes(charger: Charger): VNode {
  const expected = modeWords(charger.expectedMode)
  const observed = modeWords(charger.observedMode)
  return html`<div class="modes">
      <div>
        <span class="soft small">Expected</span>
        <span class="mode-name">${icon(expected.icon)}${expected.label}</span>
        <span class="small soft">${because(charger)}</span>
        ${
          charger.nextChangeAt
            ? html`<span class="small soft"
                >until ${time(charger.nextChangeAt, 'full')}, then ${nextMode(charger)}</span
              >`
            : html`<span class="small soft">until somebody changes it</span>`
        }
      </div>
      <div>
        <span class="soft small">Observed</span>
        <span class="mode-name">${icon(observed.icon)}${observed.label}</span>
        <span class="small">${status(modeStatusWords(charger.modeStatus), 15)}</span>
      </div>
    </div>
    ${capability(charger)}`
}

function nextMode(charger: Charger): string {
  return modeWords(charger.nextMode).label.toLowerCase()
}

function because({ modeBecause, override }: Charger): string {
  const version = `version ${modeBecause.version}`
  switch (modeBecause.source) {
    case 'override':
      return override === null ? 'An override' : `Override by ${override.actor}: “${override.reason}”`
    case 'window':
      return `A window of the schedule, ${version}`
    case 'default':
      return `The default mode of its policy, ${version}`
  }
}

/** A limit of what can be promised stays visible beside the charger. */
function capability(charger: Charger): VNode | null {
  const { state, reasons } = charger.capability
  if (state === 'fully_supported') return null
  const title = {
    partially_supported: 'Managed access is only partially supported',
    unsupported: 'Managed access is not supported',
  }[state]
  return html`<div class="notice warn">
    ${icon('warning')}
    <div>
      <span class="strong">${title}</span>
      ${reasons.map((reason) => html`<div class="small">${reason}</div>`)}
    </div>
  </div>`
}
