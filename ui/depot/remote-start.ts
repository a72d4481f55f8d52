import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { choiceField, onSubmit, selectField, submitButton, textField } from '../components/field.ts'
import { panel } from '../components/panel.ts'
import { api, may, withQuery } from '../lib/api.ts'
import type { CommandAnswer, Identifier, Page } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { identifierTypeLabels } from '../lib/names.ts'
import { useResource } from '../lib/resource.ts'
import { useRested } from '../lib/time.ts'
import { outletOf, outletOptions, type ControlProps } from './charger-actions.ts'
import { useAsking } from './command-result.ts'

/** Starts a session from here, for an identifier of the list or one that is typed; it is decided like any other. */
export function RemoteStart({ charger, onSent }: ControlProps): VNode {
  const outlets = outletOptions(charger)
  const [outlet, setOutlet] = useState(outlets[0]?.[0] ?? '1/1')
  const [source, setSource] = useState<'listed' | 'typed'>(may('identifiers.read') ? 'listed' : 'typed')
  const [identifierId, setIdentifierId] = useState('')
  const [typed, setTyped] = useState('')
  const { action, result } = useAsking(async () => {
    const who = source === 'listed' ? { identifierId: Number(identifierId) } : { identifier: typed.trim() }
    const path = `/api/chargers/${encodeURIComponent(charger.id)}/remote-start`
    const answer = await api.post<CommandAnswer>(path, { body: { ...outletOf(outlet), ...who } })
    return answer.response
  }, onSent)
  const form = html`<form class="stack" onSubmit=${onSubmit(() => action.run())}>
    ${selectField({ label: 'Connector', value: outlet, onValue: setOutlet, options: outlets.length > 0 ? outlets : [['1/1', 'Connector 1']] })}
    ${choiceField({
      legend: 'For',
      name: 'source',
      value: source,
      onValue: setSource,
      options: [
        ['listed', 'An identifier of the list', 'Chosen by vehicle or mask.'],
        ['typed', 'One that I type', 'For example the number printed on a card.'],
      ],
    })}
    ${
      source === 'listed'
        ? html`<${IdentifierChoice} value=${identifierId} onValue=${setIdentifierId} />`
        : textField({
            label: 'Identifier',
            value: typed,
            onValue: setTyped,
            attributes: { class: 'input mono', autocapitalize: 'characters', spellcheck: false },
          })
    }
    ${result}
    <div class="form-actions">
      ${submitButton({
        label: 'Start session',
        busy: action.busy,
        disabled: !charger.online || (source === 'listed' ? identifierId === '' : typed.trim() === ''),
      })}
    </div>
  </form>`
  return panel({ title: 'Start a session', body: form })
}

interface ChoiceProps {
  value: string
  onValue: (value: string) => void
}

function IdentifierChoice({ value, onValue }: ChoiceProps): VNode {
  const [search, setSearch] = useState('')
  const text = useRested(search)
  const { loaded } = useResource<Page<Identifier>>(
    withQuery('/api/identifiers', { status: 'active', text, limit: 50 }),
  )
  const items = loaded.state === 'ready' ? loaded.data.items : []
  const options = items.map((each) => [String(each.id), optionLabel(each)] as const)
  const first = loaded.state === 'loading' ? 'Loading …' : items.length === 0 ? 'None found' : 'Choose …'
  return html`<div class="field-row">
    ${textField({ label: 'Find', value: search, onValue: setSearch, attributes: { placeholder: 'Vehicle or mask' } })}
    ${selectField({ label: 'Identifier', value, onValue, options: [['', first], ...options] })}
  </div>`
}

function optionLabel(identifier: Identifier): string {
  const owner = identifier.vehicle ?? identifier.driver ?? identifier.agreement
  return `${owner ? `${owner} · ` : ''}${identifier.maskedIdentifier} · ${identifierTypeLabels[identifier.type]}`
}
