import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { textField } from '../components/field.ts'
import { h, html } from '../lib/html.ts'

const minLength = 8

/** What stands against a new password, or `null`. The gateway has the last word. */
export function passwordProblem(password: string): string | null {
  const missing = minLength - Array.from(password).length
  return missing > 0 ? `${missing} more ${missing === 1 ? 'character' : 'characters'} needed` : null
}

interface PasswordProps {
  label: string
  value: string
  onValue: (value: string) => void
  /** A password that is being chosen, and so is judged while it is typed. */
  isNew?: boolean
  error?: string | null
}

function PasswordField({ label, value, onValue, isNew = false, error }: PasswordProps): VNode {
  const [visible, setVisible] = useState(false)
  const judged = isNew && value !== '' ? passwordProblem(value) : null
  const rule = `At least ${minLength} characters; a few words are better than a short puzzle.`
  return html`<div class="password">
    ${textField({
      label,
      value,
      onValue,
      error,
      ...(isNew && { hint: judged ?? rule }),
      attributes: {
        type: visible ? 'text' : 'password',
        required: true,
        autocomplete: isNew ? 'new-password' : 'current-password',
      },
    })}
    <button type="button" class="button quiet" aria-pressed=${visible} onClick=${() => setVisible(!visible)}>
      ${visible ? 'Hide' : 'Show'}<span class="visually-hidden"> ${label}</span>
    </button>
  </div>`
}

/** A password with a way to look at it: gloves and glass keyboards mistype. */
export function passwordField(props: PasswordProps): VNode {
  return h(PasswordField, props)
}
