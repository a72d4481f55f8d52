import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import type { Charger } from '../lib/api-types.ts'
import { api } from '../lib/api.ts'
import type { ChargerCommand, Outlet } from '../lib/charger-commands.ts'
import { h, html } from '../lib/html.ts'
import { useRunningSessions } from '../lib/running-sessions.ts'
import { connectorName } from '../lib/names.ts'
import type { ChargerTabProps } from './charger-page.ts'
import { ControlPanel } from './control-panel.ts'
import { RemoteStart } from './remote-start.ts'
import { SendAction } from './send-action.ts'
import { SentCommands } from './sent-commands.ts'

/** Everything that can be asked of a charger from here. */
export function ChargerActions({ charger }: ChargerTabProps): VNode {
  const [sent, setSent] = useState(0)
  const running = useRunningSessions(charger)
  const props = { charger, onSent: () => setSent((count) => count + 1) }
  return html`${!charger.online && offline(charger)}
    <div class="columns even">
      <div class="stack">${h(RemoteStart, props)} ${h(ControlPanel, { ...props, running })}</div>
      <div class="stack">${h(SendAction, props)} ${h(SentCommands, { chargerId: charger.id, sent })}</div>
    </div>`
}

/** What the panels of this tab are given. */
export interface ControlProps {
  charger: Charger
  onSent: () => void
}

/** Sends a command and answers with what the charger said. */
export async function sendCommand(
  charger: Charger,
  command: ChargerCommand,
): Promise<Record<string, unknown>> {
  const path = `/api/chargers/${encodeURIComponent(charger.id)}/ocpp/${command.action}`
  const answer = await api.post<{ response: Record<string, unknown> }>(path, { body: command.payload })
  return answer.response
}

/** The charger's connectors as choices of a select. */
export function outletOptions(charger: Charger): [value: string, label: string][] {
  return charger.connectors
    .filter((each) => each.evseId > 0)
    .map((each) => [`${each.evseId}/${each.connectorId}`, connectorName(each.evseId, each.connectorId)])
}

export function outletOf(value: string): Outlet {
  const [evseId, connectorId] = value.split('/').map(Number)
  return { evseId: evseId ?? 1, connectorId: connectorId ?? 1 }
}

function offline(charger: Charger): VNode {
  return html`<div class="notice warn">
    ${icon('plug-off')}
    <div>
      <span class="strong">${charger.id} is offline</span>
      Nothing can be sent until it connects again. Check its power and its network.
    </div>
  </div>`
}
