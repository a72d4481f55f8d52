import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { onSubmit, submitButton, textField } from '../components/field.ts'
import { brand } from '../components/shell.ts'
import { problemNotice } from '../components/states.ts'
import { api, refreshWhoAmI } from '../lib/api.ts'
import { html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { passwordField, passwordProblem } from './password-field.ts'

/** The very first start: the code proves that whoever is here can also see the gateway's console. */
export function SetupPage(): VNode {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const setUp = useAction(async () => {
    await api.post('/api/setup', { body: { code: code.trim(), name: name.trim(), password } })
    await refreshWhoAmI()
  })
  const incomplete = code.trim() === '' || name.trim() === '' || passwordProblem(password) !== null
  return html`<main class="solo">
    ${brand()}
    <div class="stack tight">
      <h1>Set up this gateway</h1>
      <p class="soft">
        Create the first administrator. Everybody else is added later, on the page “Users and tokens”.
      </p>
    </div>
    <form class="panel" onSubmit=${onSubmit(() => setUp.run())}>
      <div class="panel-body">
        ${setUp.problem && problemNotice(setUp.problem)}
        ${textField({
          label: 'One-time set-up code',
          value: code,
          onValue: setCode,
          hint: 'The gateway printed it on its console at its first start.',
          attributes: {
            required: true,
            class: 'input mono',
            autocomplete: 'one-time-code',
            autocapitalize: 'off',
            spellcheck: false,
          },
        })}
        ${textField({
          label: 'Your name',
          value: name,
          onValue: setName,
          hint: 'You sign in with it, and it stands in the ledger beside what you do.',
          attributes: { required: true, autocomplete: 'username', autocapitalize: 'off', spellcheck: false },
        })}
        ${passwordField({ label: 'Password', value: password, onValue: setPassword, isNew: true })}
        ${submitButton({ label: 'Create administrator', busy: setUp.busy, disabled: incomplete })}
      </div>
    </form>
  </main>`
}
