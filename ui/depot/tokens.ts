import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog, Dialog, formEnd } from '../components/dialog.ts'
import { onSubmit, textField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { loadMore } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { secretOnce } from '../components/secret-once.ts'
import { badge } from '../components/status.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { ApiToken, Role } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { roleLabels } from '../lib/names.ts'
import { useAction, useList } from '../lib/resource.ts'
import { roleField } from './user-dialogs.ts'

/** Credentials of scripts and other systems; each has a role and can be revoked. */
export function Tokens(): VNode {
  const tokens = useList<ApiToken>('/api/tokens')
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const add = html`<button type="button" class="button" onClick=${() => setAdding(true)}>
    ${icon('plus')}Create token
  </button>`
  const revoke = async () => {
    await api.delete(`/api/tokens/${revoking?.id}`)
    toast('Token revoked')
    tokens.reload()
  }
  const body = whenLoaded(tokens, ({ items }) =>
    items.length === 0
      ? empty({
          icon: 'key',
          title: 'No token yet',
          text: 'A script sends its token as “Authorization: Bearer …”.',
        })
      : html`<ul class="rows">
            ${items.map((token) => row(token, setRevoking))}
          </ul>
          ${loadMore(tokens)}`,
  )
  return html`${panel({ title: 'API tokens', actions: add, flush: true, body })}
  ${adding && h(TokenDialog, { onClose: () => setAdding(false), onDone: tokens.reload })}
  ${
    revoking &&
    h(ConfirmDialog, {
      title: `Revoke ${revoking.name}`,
      text: 'Whatever uses this token is refused from now on. A revoked token cannot be brought back.',
      label: 'Revoke',
      danger: true,
      perform: revoke,
      onClose: () => setRevoking(null),
    })
  }`
}

function row(token: ApiToken, revoke: (token: ApiToken) => void): VNode {
  return html`<li class="person-row" key=${token.id}>
    <div>
      <span class="strong">${token.name}</span>
      ${token.revokedAt && html` ${badge({ icon: 'circle-cross', label: 'Revoked', tone: 'idle' })}`}
      <div class="soft small">
        ${roleLabels[token.role]} · by ${token.createdBy}, ${time(token.createdAt)} ·
        ${token.lastUsedAt ? html` last used ${time(token.lastUsedAt, 'relative')}` : ' never used'}
      </div>
    </div>
    ${
      token.revokedAt === null &&
      html`<div class="acts">
        <button type="button" class="button danger" onClick=${() => revoke(token)}>Revoke</button>
      </div>`
    }
  </li>`
}

function TokenDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }): VNode {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [secret, setSecret] = useState<string | null>(null)
  const add = useAction(async () => {
    const { token } = await api.post<{ token: string }>('/api/tokens', { body: { name: name.trim(), role } })
    setSecret(token)
    onDone()
  })
  const form = html`<form class="stack" onSubmit=${onSubmit(() => add.run())}>
    ${textField({ label: 'Name', value: name, onValue: setName, hint: 'What uses it: “yard display”, “nightly export”.', attributes: { required: true } })}
    ${roleField(role, setRole)}
    ${formEnd({ problem: add.problem, busy: add.busy, label: 'Create token', disabled: name.trim() === '', onCancel: onClose })}
  </form>`
  const shown = html`<div class="stack">
    ${secretOnce('This token', secret ?? '')}
    <div class="form-actions">
      <button type="button" class="button primary" onClick=${onClose}>Done</button>
    </div>
  </div>`
  return h(Dialog, {
    title: secret === null ? 'Create token' : `Token for ${name}`,
    onClose,
    children: secret === null ? form : shown,
  })
}
