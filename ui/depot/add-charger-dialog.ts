import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { choiceField, onSubmit, textField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { facts } from '../components/panel.ts'
import { secretOnce } from '../components/secret-once.ts'
import { api } from '../lib/api.ts'
import type { AddedCharger } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { chargerPath } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'

interface AddProps {
  onClose: () => void
  onAdded: () => void
}

/** Adds a charger before it connects, so that it is let in at once and with a password of our making. */
export function AddChargerDialog({ onClose, onAdded }: AddProps): VNode {
  const [added, setAdded] = useState<AddedCharger | null>(null)
  const done = (charger: AddedCharger) => {
    onAdded()
    if (charger.password === undefined && charger.warnings.length === 0) onClose()
    else setAdded(charger)
  }
  return h(Dialog, {
    title: added ? `${added.id} is added` : 'Add charger',
    onClose,
    children: added ? credentials(added, onClose) : h(AddForm, { onDone: done, onClose }),
  })
}

function AddForm({
  onDone,
  onClose,
}: {
  onDone: (charger: AddedCharger) => void
  onClose: () => void
}): VNode {
  const [id, setId] = useState('')
  const [label, setLabel] = useState('')
  const [secrecy, setSecrecy] = useState<'generate' | 'own'>('generate')
  const [password, setPassword] = useState('')
  const valid = /^[A-Za-z0-9*_=:+|@.-]{1,48}$/.test(id)
  const add = useAction(async () => {
    const credential = secrecy === 'generate' ? { generatePassword: true } : { password }
    const body = { id, ...(label && { label }), ...credential, approve: true }
    onDone(await api.post<AddedCharger>('/api/chargers', { body }))
  })
  return html`<form class="stack" onSubmit=${onSubmit(() => add.run())}>
    ${textField({
      label: 'Identity',
      value: id,
      onValue: (value) => setId(value.trim()),
      hint: 'As set in the charger: the last part of the address that it connects to.',
      error: id !== '' && !valid ? 'Letters, digits and * _ = : + | @ . - only, at most 48' : null,
      attributes: { required: true, class: 'input mono', autocapitalize: 'off', spellcheck: false },
    })}
    ${textField({ label: 'Label (optional)', value: label, onValue: setLabel, hint: 'What people call it: “Bay 7, north”.' })}
    ${choiceField({
      legend: 'Password',
      name: 'secrecy',
      value: secrecy,
      onValue: setSecrecy,
      options: [
        ['generate', 'Make one', 'Shown once, to be typed into the charger.'],
        ['own', 'The charger has one', 'Type what is already set in the charger.'],
      ],
    })}
    ${
      secrecy === 'own' &&
      textField({
        label: 'Password of the charger',
        value: password,
        onValue: setPassword,
        attributes: { class: 'input mono', autocapitalize: 'off', spellcheck: false },
      })
    }
    ${formEnd({
      problem: add.problem,
      busy: add.busy,
      label: 'Add charger',
      disabled: !valid || (secrecy === 'own' && password === ''),
      onCancel: onClose,
    })}
  </form>`
}

function credentials(charger: AddedCharger, onClose: () => void): VNode {
  return html`<div class="stack">
    ${charger.password !== undefined && secretOnce('This password', charger.password)}
    ${charger.warnings.map(
      (each) =>
        html`<div class="notice warn" key=${each}>
          ${icon('warning')}
          <div>${each}</div>
        </div>`,
    )}
    ${facts([
      ['Identity', html`<code>${charger.id}</code>`],
      ['Address', html`<code>ws://${location.hostname}:9000/${charger.id}</code>`],
    ])}
    <div class="form-actions">
      <button type="button" class="button" onClick=${onClose}>Close</button>
      <a class="button primary" href=${chargerPath(charger.id)}>Open its page</a>
    </div>
  </div>`
}
