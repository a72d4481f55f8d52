import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { onSubmit, submitButton, textField } from '../components/field.ts'
import { brand } from '../components/shell.ts'
import { problemNotice } from '../components/states.ts'
import { icon } from '../components/icon.ts'
import { api, refreshWhoAmI, type ApiProblem } from '../lib/api.ts'
import { formatDuration } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { useNow } from '../lib/time.ts'
import { passwordField } from './password-field.ts'

export function SignInPage(): VNode {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useAction(async () => {
    await api.post('/api/session', { body: { name: name.trim(), password } })
    await refreshWhoAmI()
  })
  const leftMs = useLockOut(signIn.problem)
  return html`<main class="solo">
    ${brand()}
    <h1>Sign in</h1>
    <form class="panel" onSubmit=${onSubmit(() => signIn.run())}>
      <div class="panel-body">
        ${leftMs > 0 ? lockedOut(leftMs) : signIn.problem && refusal(signIn.problem)}
        ${textField({
          label: 'Name',
          value: name,
          onValue: setName,
          attributes: { required: true, autocomplete: 'username', autocapitalize: 'off', spellcheck: false },
        })}
        ${passwordField({ label: 'Password', value: password, onValue: setPassword })}
        ${submitButton({
          label: 'Sign in',
          busy: signIn.busy,
          disabled: name.trim() === '' || password === '' || leftMs > 0,
        })}
      </div>
    </form>
    <p class="soft small">Forgotten your password? An administrator of this depot can set a new one.</p>
  </main>`
}

/** How long the gateway still turns this user away; counts down while the page is open. */
function useLockOut(problem: ApiProblem | null): number {
  const now = useNow('seconds')
  const [endsAtMs, setEndsAtMs] = useState(0)
  useEffect(() => {
    const waitS = problem?.status === 429 ? (problem.retryAfterS ?? 60) : 0
    setEndsAtMs(waitS > 0 ? Date.now() + waitS * 1000 : 0)
  }, [problem])
  return Math.max(0, endsAtMs - now.getTime())
}

function lockedOut(leftMs: number): VNode {
  return html`<div class="notice warn" role="alert">
    ${icon('clock')}
    <div>
      <span class="strong">Locked after too many attempts</span>
      Try again in ${formatDuration(leftMs)}, or ask an administrator to set a new password.
    </div>
  </div>`
}

/** The gateway gives one answer to all of these, so that nobody can find out which names exist. */
function refusal(problem: ApiProblem): VNode {
  if (problem.status !== 401) return problemNotice(problem)
  return html`<div class="notice bad" role="alert">
    ${icon('warning')}
    <div>
      <span class="strong">Name or password is not right</span>
      If you have tried several times, wait a few minutes: after five wrong attempts the name is locked for a
      while, and then the right password is refused too.
    </div>
  </div>`
}
