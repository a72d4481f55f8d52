import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { choiceField, onSubmit, textField } from '../components/field.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { Role, User } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { roleHints, roleLabels } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'
import { passwordField, passwordProblem } from './password-field.ts'

interface DialogProps {
  onClose: () => void
  onDone: () => void
}

const roles: readonly Role[] = ['viewer', 'technician', 'operator', 'installer', 'admin']

/** What somebody, or a script, may do. */
export function roleField(value: Role, onValue: (role: Role) => void): VNode {
  const options = roles.map((role) => [role, roleLabels[role], roleHints[role]] as const)
  return choiceField<Role>({ legend: 'Role', name: 'role', value, onValue, options })
}

export function AddUserDialog({ onClose, onDone }: DialogProps): VNode {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('technician')
  const [password, setPassword] = useState('')
  const add = useAction(async () => {
    await api.post('/api/users', { body: { name: name.trim(), role, password } })
    toast(`${name.trim()} may sign in now`)
    onDone()
    onClose()
  })
  const incomplete = name.trim() === '' || passwordProblem(password) !== null
  const form = html`<form class="stack" onSubmit=${onSubmit(() => add.run())}>
    ${textField({ label: 'Name', value: name, onValue: setName, attributes: { required: true, autocapitalize: 'off' } })}
    ${roleField(role, setRole)}
    ${passwordField({ label: 'First password', value: password, onValue: setPassword, isNew: true })}
    <p class="soft small">Ask them to change it on the page “Your account”.</p>
    ${formEnd({ problem: add.problem, busy: add.busy, label: 'Add user', disabled: incomplete, onCancel: onClose })}
  </form>`
  return h(Dialog, { title: 'Add user', onClose, children: form })
}

export function RoleDialog({ user, onClose, onDone }: DialogProps & { user: User }): VNode {
  const [role, setRole] = useState<Role>(user.role)
  const save = useAction(async () => {
    await api.patch(`/api/users/${user.id}`, { body: { role } })
    toast(`${user.name}: ${roleLabels[role].toLowerCase()}`)
    onDone()
    onClose()
  })
  const form = html`<form class="stack" onSubmit=${onSubmit(() => save.run())}>
    ${roleField(role, setRole)}
    ${formEnd({ problem: save.problem, busy: save.busy, label: 'Save role', disabled: role === user.role, onCancel: onClose })}
  </form>`
  return h(Dialog, { title: `Role of ${user.name}`, onClose, children: form })
}

export function PasswordDialog({ user, onClose, onDone }: DialogProps & { user: User }): VNode {
  const [password, setPassword] = useState('')
  const save = useAction(async () => {
    await api.patch(`/api/users/${user.id}`, { body: { password } })
    toast(`${user.name} has a new password`)
    onDone()
    onClose()
  })
  const form = html`<form class="stack" onSubmit=${onSubmit(() => save.run())}>
    <p>It ends every sign-in of ${user.name} and any lock after wrong passwords.</p>
    ${passwordField({ label: 'New password', value: password, onValue: setPassword, isNew: true })}
    ${formEnd({
      problem: save.problem,
      busy: save.busy,
      label: 'Set password',
      disabled: passwordProblem(password) !== null,
      onCancel: onClose,
    })}
  </form>`
  return h(Dialog, { title: `New password for ${user.name}`, onClose, children: form })
}
