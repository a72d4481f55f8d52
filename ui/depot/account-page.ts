import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { onSubmit, submitButton } from '../components/field.ts'
import { pageHead } from '../components/list-parts.ts'
import { facts, panel } from '../components/panel.ts'
import { problemNotice } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { icon } from '../components/icon.ts'
import { api, refreshWhoAmI, whoAmI } from '../lib/api.ts'
import { html } from '../lib/html.ts'
import { roleHints, roleLabels } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'
import { useStore } from '../lib/store.ts'
import { passwordField, passwordProblem } from './password-field.ts'

export function AccountPage(): VNode {
  const who = useStore(whoAmI)
  const signOut = useAction(async () => {
    await api.delete('/api/session')
    await refreshWhoAmI()
  })
  const leave = html`<button
    type="button"
    class="button"
    onClick=${() => signOut.run()}
    disabled=${signOut.busy}
  >
    ${icon('out')}Sign out
  </button>`
  const role = who?.user?.role ?? 'viewer'
  return html`${pageHead('Your account', leave)} ${signOut.problem && problemNotice(signOut.problem)}
    <div class="columns even">
      ${panel({
        title: 'Signed in',
        body: facts([
          ['Name', html`<span class="strong">${who?.user?.name}</span>`],
          ['Role', roleLabels[role]],
          ['', html`<span class="soft small">${roleHints[role]}</span>`],
        ]),
      })}
      ${panel({ title: 'Change password', body: html`<${PasswordForm} />` })}
    </div>`
}

function PasswordForm(): VNode {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useAction(async () => {
    await api.put('/api/session/password', { body: { current, next } })
    setCurrent('')
    setNext('')
    toast('Password changed')
  })
  const wrong = change.problem?.status === 403
  return html`<form class="stack" onSubmit=${onSubmit(() => change.run())}>
    ${change.problem && !wrong && problemNotice(change.problem)}
    ${passwordField({
      label: 'Current password',
      value: current,
      onValue: setCurrent,
      error: wrong ? 'This is not your current password' : null,
    })}
    ${passwordField({ label: 'New password', value: next, onValue: setNext, isNew: true })}
    <div class="form-actions">
      ${submitButton({
        label: 'Change password',
        busy: change.busy,
        disabled: current === '' || passwordProblem(next) !== null,
      })}
    </div>
  </form>`
}
