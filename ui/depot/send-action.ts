import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { onSubmit, selectField, submitButton, textArea } from '../components/field.ts'
import { panel } from '../components/panel.ts'
import { html } from '../lib/html.ts'
import { examplePayload, sendableActions } from '../lib/ocpp-actions.ts'
import { protocolLabels } from '../lib/names.ts'
import { sendCommand, type ControlProps } from './charger-actions.ts'
import { useAsking } from './command-result.ts'

/** Any action of the charger's protocol, with a payload by hand; the gateway checks it against the schema. */
export function SendAction({ charger, onSent }: ControlProps): VNode {
  const actions = sendableActions(charger.protocol)
  const first =
    charger.protocol === 'ocpp1.6' || charger.protocol === null ? 'GetConfiguration' : 'GetVariables'
  const [name, setName] = useState(first)
  const [payload, setPayload] = useState(() => examplePayload(first, charger.protocol))
  const choose = (next: string) => {
    setName(next)
    setPayload(examplePayload(next, charger.protocol))
  }
  const flaw = jsonFlaw(payload)
  const { action, result } = useAsking(
    () => sendCommand(charger, { action: name, payload: JSON.parse(payload) as Record<string, unknown> }),
    onSent,
  )
  const form = html`<form class="stack" onSubmit=${onSubmit(() => action.run())}>
    ${selectField({ label: 'Action', value: name, onValue: choose, options: actions.map((each) => [each, each] as const) })}
    ${textArea({ label: 'Payload (JSON)', value: payload, onValue: setPayload, error: flaw, attributes: { rows: 7 } })}
    ${result}
    <div class="form-actions">
      ${submitButton({ label: 'Send', busy: action.busy, disabled: !charger.online || flaw !== null })}
    </div>
  </form>`
  return panel({
    title: 'Send any action',
    count: protocolLabels[charger.protocol ?? ''] ?? null,
    body: form,
  })
}

function jsonFlaw(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? null
      : 'This must be a JSON object: { … }'
  } catch {
    return 'This is not valid JSON yet'
  }
}
