import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { facts, panel } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { empty } from '../components/states.ts'
import { time } from '../components/time.ts'
import type { Charger, ChargingSession, Connector } from '../lib/api-types.ts'
import { withQuery } from '../lib/api.ts'
import { formatClockSkew, isFarOff } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { connectorName, protocolLabels } from '../lib/names.ts'
import { useRunningSessions } from '../lib/running-sessions.ts'
import { sessionEnergy } from '../lib/session-words.ts'
import { connectorStatus } from '../lib/status-words.ts'
import { ChargerDecisions } from './charger-decisions.ts'
import { ChargerFaults } from './charger-faults.ts'
import { ChargerMode } from './charger-mode.ts'
import type { ChargerTabProps } from './charger-page.ts'

export function ChargerOverview({ charger, reload }: ChargerTabProps): VNode {
  return html`<div class="columns">
    <div class="stack">
      ${h(Connectors, { charger })} ${h(ChargerMode, { charger, reload })}
      ${h(ChargerDecisions, { chargerId: charger.id })}
    </div>
    <div class="stack">${h(ChargerFaults, { charger })} ${about(charger)}</div>
  </div>`
}

function Connectors({ charger }: { charger: Charger }): VNode {
  const running = useRunningSessions(charger)
  const plugs = charger.connectors.filter((each) => each.evseId > 0)
  const body =
    plugs.length === 0
      ? empty({
          icon: 'plug',
          title: 'No connector reported yet',
          text: 'A charger tells the status of its connectors after it has booted.',
        })
      : html`<ul class="rows">
          ${plugs.map((plug) => connectorRow(plug, running, charger.online))}
        </ul>`
  const all = html`<a class="head-link" href=${withQuery('/sessions', { chargerId: charger.id })}
    >All sessions</a
  >`
  return panel({ title: 'Connectors', actions: all, flush: true, body })
}

function connectorRow(plug: Connector, running: ChargingSession[], online: boolean): VNode {
  const session = running.find((each) => each.evseId === plug.evseId && each.connectorId === plug.connectorId)
  const words = connectorStatus(plug.status)
  const error = plug.errorCode && plug.errorCode !== 'NoError' ? plug.errorCode : null
  return html`<li class="connector-row" key=${`${plug.evseId}-${plug.connectorId}`}>
    <div>
      <span class="strong">${connectorName(plug.evseId, plug.connectorId)}</span>
      ${!online && html`<br /><span class="soft small">last reported</span>`}
    </div>
    <div>
      ${status(online ? words : { ...words, tone: 'idle' }, 18)}
      ${error && html`<br /><span class="soft small">${error}${plug.vendorErrorCode && html` <code class="vendor-code">${plug.vendorErrorCode}</code>`}</span>`}
    </div>
    <div class="running">
      ${session ? runningSession(session) : html`<span class="soft small">No session</span>`}
    </div>
  </li>`
}

function runningSession(session: ChargingSession): VNode {
  const who = session.vehicle ?? session.maskedIdentifier ?? 'nobody identified'
  return html`<a class="running-session" href=${`/sessions/${session.id}`}>
    <span class="link">
      ${session.state === 'charging' ? 'Charging since' : 'Started at'} ${time(session.startedAt)}
    </span>
    <span class="soft small">${sessionEnergy(session, 'energy not known yet')} · ${who}</span>
  </a>`
}

function password({ hasPassword, failedSignIns }: Charger): VNode | string {
  if (!hasPassword) return html`<span class="status warn">${icon('warning', 15)}None</span>`
  if (failedSignIns === 0) return 'Set'
  return html`<span class="status warn">${icon('warning', 15)}Set</span><br /><span class="small"
      >${failedSignIns} wrong since the last right one: compare it with the charger’s.</span
    >`
}

function about(charger: Charger): VNode {
  const skew = charger.clockSkewMs
  const skewed = skew !== null && isFarOff(skew)
  return panel({
    title: 'About this charger',
    body: facts([
      ['Label', charger.label],
      ['Vendor', charger.vendor],
      ['Model', charger.model],
      ['Serial number', charger.serial],
      ['Firmware', charger.firmware],
      ['Protocol', protocolLabels[charger.protocol ?? ''] ?? charger.protocol ?? 'Not connected yet'],
      ['Last message', charger.lastSeenAt && time(charger.lastSeenAt, 'full')],
      [
        'Clock',
        skew === null
          ? 'Not measured yet'
          : html`<span class=${skewed ? 'status warn' : ''}
              >${skewed && icon('warning', 15)}${formatClockSkew(skew)}</span
            >`,
      ],
      ['Profile', html`${charger.profile.id}<br /><span class="soft small">${charger.profile.why}</span>`],
      ['Password', password(charger)],
      [
        'QR code',
        html`<a href=${`/api/chargers/${encodeURIComponent(charger.id)}/qr.svg`} target="_blank"
          >To this page, for the charger’s door</a
        >`,
      ],
    ]),
  })
}
