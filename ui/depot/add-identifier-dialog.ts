import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { onSubmit, selectField, textField } from '../components/field.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { identifierTypeLabels } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'
import { detailsOf, emptyDraft, identifierFields, isIncomplete } from './identifier-form.ts'

interface AddProps {
  onClose: () => void
  onDone: () => void
}

/** Adds one identifier. After this nobody sees the raw value again. */
export function AddIdentifierDialog({ onClose, onDone }: AddProps): VNode {
  const [identifier, setIdentifier] = useState('')
  const [type, setType] = useState('rfid')
  const [draft, setDraft] = useState(emptyDraft)
  const add = useAction(async () => {
    await api.post('/api/identifiers', { body: { identifier: identifier.trim(), type, ...detailsOf(draft) } })
    toast('Identifier added; it works at once')
    onDone()
    onClose()
  })
  const form = html`<form class="stack" onSubmit=${onSubmit(() => add.run())}>
    <div class="field-row">
      ${textField({
        label: 'Identifier',
        value: identifier,
        onValue: setIdentifier,
        hint: 'As printed on the card or read by the charger.',
        attributes: { required: true, class: 'input mono', autocapitalize: 'characters', spellcheck: false },
      })}
      ${selectField({ label: 'Type', value: type, onValue: setType, options: Object.entries(identifierTypeLabels) })}
    </div>
    ${identifierFields(draft, (changes) => setDraft({ ...draft, ...changes }))}
    ${formEnd({
      problem: add.problem,
      busy: add.busy,
      label: 'Add identifier',
      disabled: identifier.trim() === '' || isIncomplete(draft),
      onCancel: onClose,
    })}
  </form>`
  return h(Dialog, { title: 'Add identifier', onClose, children: form })
}
