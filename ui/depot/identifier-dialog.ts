import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog, Dialog, formEnd } from '../components/dialog.ts'
import { onSubmit } from '../components/field.ts'
import { facts } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { Identifier } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { identifierTypeLabels } from '../lib/names.ts'
import { useAction } from '../lib/resource.ts'
import { identifierStatus } from '../lib/status-words.ts'
import { detailsOf, draftOf, identifierFields, isIncomplete } from './identifier-form.ts'

interface IdentifierDialogProps {
  identifier: Identifier
  onClose: () => void
  onDone: () => void
}

type Act = 'block' | 'activate' | 'remove'

/** One identifier: what is known of it, and everything that can be done with it. */
export function IdentifierDialog({ identifier, onClose, onDone }: IdentifierDialogProps): VNode {
  const [act, setAct] = useState<Act | null>(null)
  if (act === null) return h(ChangeDialog, { identifier, onClose, onDone, onAct: setAct })
  const done = (text: string) => {
    toast(text)
    onDone()
  }
  return h(ConfirmDialog, { ...question(identifier, act, done), onClose })
}

function ChangeDialog(props: IdentifierDialogProps & { onAct: (act: Act) => void }): VNode {
  const { identifier, onClose, onDone, onAct } = props
  const [draft, setDraft] = useState(() => draftOf(identifier))
  const save = useAction(async () => {
    await api.patch(`/api/identifiers/${identifier.id}`, { body: detailsOf(draft) })
    toast('Identifier changed; it holds at once')
    onDone()
    onClose()
  })
  const body = html`<form class="stack" onSubmit=${onSubmit(() => save.run())}>
    ${facts([
      ['Identifier', html`<span class="mono strong">${identifier.maskedIdentifier}</span>`],
      ['Type', identifierTypeLabels[identifier.type]],
      ['Status', status(identifierStatus(identifier))],
    ])}
    <div class="cluster">
      ${
        identifier.status === 'active'
          ? html`<button type="button" class="button" onClick=${() => onAct('block')}>Block…</button>`
          : html`<button type="button" class="button" onClick=${() => onAct('activate')}>
              ${identifier.status === 'blocked' ? 'Unblock…' : 'Activate…'}
            </button>`
      }
      <button type="button" class="button danger" onClick=${() => onAct('remove')}>Remove…</button>
    </div>
    ${identifierFields(draft, (changes) => setDraft({ ...draft, ...changes }))}
    ${formEnd({ problem: save.problem, busy: save.busy, label: 'Save', disabled: isIncomplete(draft), onCancel: onClose })}
  </form>`
  return h(Dialog, { title: 'Identifier', onClose, children: body })
}

function question(identifier: Identifier, act: Act, done: (text: string) => void) {
  const mask = identifier.maskedIdentifier
  const owner = identifier.vehicle ?? identifier.driver
  const name = owner ? `${mask} (${owner})` : mask
  const path = `/api/identifiers/${identifier.id}`
  switch (act) {
    case 'block':
      return {
        title: 'Block identifier',
        text: `${name} is refused from now on at every charger in managed access. It can be unblocked later.`,
        label: 'Block',
        danger: true,
        perform: async () => {
          await api.patch(path, { body: { status: 'blocked' } })
          done(`${mask} is blocked`)
        },
      }
    case 'activate':
      return {
        title: identifier.status === 'blocked' ? 'Unblock identifier' : 'Activate identifier',
        text: `${name} may charge again at once, within its validity.`,
        label: identifier.status === 'blocked' ? 'Unblock' : 'Activate',
        perform: async () => {
          await api.patch(path, { body: { status: 'active' } })
          done(`${mask} is active`)
        },
      }
    case 'remove':
      return {
        title: 'Remove identifier',
        text: `${name} is unknown from now on. Its past sessions and decisions stay, masked as they are.`,
        label: 'Remove',
        danger: true,
        perform: async () => {
          await api.delete(path)
          done(`${mask} is removed`)
        },
      }
  }
}
