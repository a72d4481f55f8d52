import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { problemNotice } from '../components/states.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import type { Charger } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { chargerPath, modelLine, protocolLabels } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'

interface WaitingProps {
  chargers: Charger[]
  reload: () => void
}

/** Chargers that connected and that nobody has let in yet. */
export function WaitingChargers({ chargers, reload }: WaitingProps): VNode {
  return html`<div class="waiting">
    ${panel({
      title: html`<span class="status warn">${icon('clock')}Waiting for approval</span>`,
      count: chargers.length,
      flush: true,
      body: html`<ul class="rows">
        ${chargers.map((charger) => h(WaitingCharger, { charger, reload, key: charger.id }))}
      </ul>`,
    })}
  </div>`
}

function WaitingCharger({ charger, reload }: { charger: Charger; reload: () => void }): VNode {
  const decide = useAction(async (verdict: 'approve' | 'refuse') => {
    await api.post(`/api/chargers/${encodeURIComponent(charger.id)}/${verdict}`)
    toast(verdict === 'approve' ? `${charger.id} is approved` : `${charger.id} is turned away`)
    reload()
  })
  const told = [modelLine(charger), protocolLabels[charger.protocol ?? ''] ?? charger.protocol].filter(
    Boolean,
  )
  return html`<li class="waiting-row">
    <div>
      <a class="name" href=${chargerPath(charger.id)}>${charger.id}</a>
      <div class="soft small">${told.join(' · ') || 'Has not said what it is'}</div>
      <div class="soft small">
        ${charger.online && charger.onlineSince ? html`Asking since ${time(charger.onlineSince)}` : 'Not connected now'}
        ${charger.passwordChangedWhileWaiting ? ' · its password changed since it first asked' : ''}
        ${' · '}${charger.hasPassword ? 'presents a password, which is adopted' : 'presents no password'}
      </div>
    </div>
    ${
      may('chargers.approve')
        ? html`<div class="cluster">
            <button
              type="button"
              class="button"
              disabled=${decide.busy}
              onClick=${() => decide.run('refuse')}
            >
              Refuse
            </button>
            <button
              type="button"
              class="button primary"
              disabled=${decide.busy}
              onClick=${() => decide.run('approve')}
            >
              ${icon('check')}Approve
            </button>
          </div>`
        : html`<span class="soft small">An installer or administrator can approve it.</span>`
    }
    ${decide.problem && problemNotice(decide.problem)}
  </li>`
}
