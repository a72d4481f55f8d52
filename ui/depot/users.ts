import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { loadMore } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { badge } from '../components/status.ts'
import { whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api, whoAmI } from '../lib/api.ts'
import type { User } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { roleLabels } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useNow } from '../lib/time.ts'
import { AddUserDialog, PasswordDialog, RoleDialog } from './user-dialogs.ts'

type Open = { kind: 'add' } | { kind: 'role' | 'password' | 'disable' | 'enable'; user: User }

export function Users(): VNode {
  const users = useList<User>('/api/users')
  const [open, setOpen] = useState<Open | null>(null)
  const add = html`<button type="button" class="button" onClick=${() => setOpen({ kind: 'add' })}>
    ${icon('plus')}Add user
  </button>`
  const body = whenLoaded(
    users,
    ({ items }) =>
      html`<ul class="rows">
          ${items.map((user) => h(UserRow, { user, open: setOpen, key: user.id }))}
        </ul>
        ${loadMore(users)}`,
  )
  return html`${panel({ title: 'Users', actions: add, flush: true, body })}
  ${open && dialog(open, () => setOpen(null), users.reload)}`
}

function UserRow({ user, open }: { user: User; open: (what: Open) => void }): VNode {
  const now = useNow()
  const locked = user.lockedUntil !== null && Date.parse(user.lockedUntil) > now.getTime()
  const self = whoAmI.get()?.user?.name === user.name
  return html`<li class="person-row">
    <div>
      <span class="strong">${user.name}</span>${self && html` <span class="soft small">(you)</span>`}
      ${user.disabledAt !== null && html` ${badge({ icon: 'minus', label: 'Disabled', tone: 'idle' })}`}
      ${locked && html` ${badge({ icon: 'lock', label: 'Locked', tone: 'warn' })}`}
      <div class="soft small">
        ${roleLabels[user.role]} · since ${time(user.createdAt)}
        ${locked && html` · locked until ${time(user.lockedUntil ?? '')} after wrong passwords`}
      </div>
    </div>
    <div class="cluster acts">
      <button type="button" class="button" onClick=${() => open({ kind: 'role', user })}>Role</button>
      <button type="button" class="button" onClick=${() => open({ kind: 'password', user })}>
        New password
      </button>
      ${
        user.disabledAt === null
          ? html`<button
              type="button"
              class="button danger"
              disabled=${self}
              onClick=${() => open({ kind: 'disable', user })}
            >
              Disable
            </button>`
          : html`<button type="button" class="button" onClick=${() => open({ kind: 'enable', user })}>
              Enable
            </button>`
      }
    </div>
  </li>`
}

function dialog(open: Open, onClose: () => void, onDone: () => void): VNode {
  if (open.kind === 'add') return h(AddUserDialog, { onClose, onDone })
  const { kind, user } = open
  const switchTo = async (disabled: boolean) => {
    await api.patch(`/api/users/${user.id}`, { body: { disabled } })
    toast(disabled ? `${user.name} is disabled` : `${user.name} may sign in again`)
    onDone()
  }
  switch (kind) {
    case 'role':
      return h(RoleDialog, { user, onClose, onDone })
    case 'password':
      return h(PasswordDialog, { user, onClose, onDone })
    case 'disable':
      return h(ConfirmDialog, {
        title: `Disable ${user.name}`,
        text: `${user.name} is signed out everywhere and cannot sign in until enabled again. What they did stays in the ledger.`,
        label: 'Disable',
        danger: true,
        perform: () => switchTo(true),
        onClose,
      })
    case 'enable':
      return h(ConfirmDialog, {
        title: `Enable ${user.name}`,
        text: `${user.name} may sign in again with the password they had.`,
        label: 'Enable',
        perform: () => switchTo(false),
        onClose,
      })
  }
}
