import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { onSubmit } from '../components/field.ts'
import { facts } from '../components/panel.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { Decision } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { detailsOf, emptyDraft, identifierFields, isIncomplete } from './identifier-form.ts'

interface EnrolProps {
  decision: Decision
  onClose: () => void
  onDone: () => void
}

/** Turns a refused unknown attempt into an identifier, without anybody seeing the raw value. */
export function EnrolDialog({ decision, onClose, onDone }: EnrolProps): VNode {
  const [draft, setDraft] = useState(emptyDraft)
  const enrol = useAction(async () => {
    await api.post(`/api/decisions/${decision.id}/enrol`, { body: detailsOf(draft) })
    toast('Added to the list; it works at once')
    onDone()
    onClose()
  })
  const form = html`<form class="stack" onSubmit=${onSubmit(() => enrol.run())}>
    ${facts([
      ['Identifier', html`<span class="mono strong">${decision.maskedIdentifier}</span>`],
      ['Presented', html`${time(decision.at, 'full')} at ${decision.chargerId}`],
    ])}
    ${identifierFields(draft, (changes) => setDraft({ ...draft, ...changes }))}
    ${formEnd({
      problem: enrol.problem,
      busy: enrol.busy,
      label: 'Add to list',
      disabled: isIncomplete(draft),
      onCancel: onClose,
    })}
  </form>`
  return h(Dialog, { title: 'Add to list', onClose, children: form })
}
