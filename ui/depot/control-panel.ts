import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { selectField } from '../components/field.ts'
import { panel } from '../components/panel.ts'
import type { ChargingSession } from '../lib/api-types.ts'
import {
  resetCommand,
  stopCommand,
  triggerCommand,
  triggerMessages,
  unlockCommand,
  type ChargerCommand,
} from '../lib/charger-commands.ts'
import { h, html } from '../lib/html.ts'
import { connectorName } from '../lib/names.ts'
import { outletOf, outletOptions, sendCommand, type ControlProps } from './charger-actions.ts'
import { useAsking } from './command-result.ts'

interface PanelProps extends ControlProps {
  running: ChargingSession[]
}

interface Question {
  title: string
  text: string
  label: string
  command: ChargerCommand
}

/** Stop, unlock, report and restart: the buttons that a technician reaches for. */
export function ControlPanel({ charger, running, onSent }: PanelProps): VNode {
  const outlets = outletOptions(charger)
  const [outlet, setOutlet] = useState(outlets[0]?.[0] ?? '1/1')
  const [message, setMessage] = useState('StatusNotification')
  const [question, setQuestion] = useState<Question | null>(null)
  const { action, result } = useAsking((command: ChargerCommand) => sendCommand(charger, command), onSent)
  const off = !charger.online || action.busy
  const button = (label: string, onClick: () => void, kind = '') =>
    html`<button type="button" class="button ${kind}" disabled=${off} onClick=${onClick}>${label}</button>`
  const askReset = (forced: boolean) =>
    setQuestion(resetQuestion(charger.id, resetCommand(charger, forced), forced))
  const body = html`${result}
    ${running.map(
      (session) =>
        html`<div class="spread" key=${session.id}>
          <span
            >Session on ${connectorName(session.evseId, session.connectorId)}<br />
            <span class="soft small"
              >${session.vehicle ?? session.maskedIdentifier ?? 'nobody identified'}</span
            ></span
          >
          ${button('Stop session', () => setQuestion(stopQuestion(session, stopCommand(charger, session))))}
        </div>`,
    )}
    <div class="control-row">
      ${selectField({ label: 'Connector', value: outlet, onValue: setOutlet, options: outlets.length > 0 ? outlets : [['1/1', 'Connector 1']] })}
      ${button('Unlock', () => void action.run(unlockCommand(charger, outletOf(outlet))))}
    </div>
    <div class="control-row">
      ${selectField({ label: 'Report', value: message, onValue: setMessage, options: triggerMessages(charger).map((each) => [each, each] as const) })}
      ${button('Ask for it', () => void action.run(triggerCommand(charger, message, null)))}
    </div>
    <div class="field">
      <span class="label">Restart the charger</span>
      <div class="cluster">
        ${button('When sessions have ended', () => askReset(false))}
        ${button('At once', () => askReset(true), 'danger')}
      </div>
    </div>`
  return html`${panel({ title: 'Control', body })}
  ${
    question &&
    h(ConfirmDialog, {
      ...question,
      text: question.text,
      danger: true,
      perform: async () => void (await action.run(question.command)),
      onClose: () => setQuestion(null),
    })
  }`
}

function stopQuestion(session: ChargingSession, command: ChargerCommand): Question {
  const where = connectorName(session.evseId, session.connectorId)
  const who = session.vehicle ?? session.maskedIdentifier ?? 'the vehicle'
  return { title: 'Stop session', text: `${where} stops charging ${who}.`, label: 'Stop session', command }
}

function resetQuestion(id: string, command: ChargerCommand, forced: boolean): Question {
  const text = forced
    ? `${id} restarts at once. Running sessions are cut off, and it is offline for a minute or more.`
    : `${id} restarts as soon as its sessions have ended, or ends them properly first. It is offline for a minute or more.`
  return { title: 'Restart the charger', text, label: 'Restart', command }
}
