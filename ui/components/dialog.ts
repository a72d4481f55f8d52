import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiProblem } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { onSubmit, submitButton } from './field.ts'
import { icon } from './icon.ts'
import { problemNotice } from './states.ts'

interface DialogProps {
  title: string
  onClose: () => void
  broad?: boolean
  children: ComponentChildren
}

/** A modal of the browser's own: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, broad = false, children }: DialogProps): VNode {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
    // With a keyboard at hand one wants to type at once; on a touch screen that would cover half the form.
    if (matchMedia('(pointer: fine)').matches) firstField(element.current)?.focus()
  }, [])
  return html`<dialog
    class="dialog ${broad ? 'broad' : ''}"
    aria-label=${title}
    ref=${element}
    onClose=${onClose}
  >
    <div class="panel-head">
      <h2>${title}</h2>
      <button
        type="button"
        class="button quiet icon-only"
        aria-label="Close"
        onClick=${() => element.current?.close()}
      >
        ${icon('cross')}
      </button>
    </div>
    <div class="panel-body">${children}</div>
  </dialog>`
}

function firstField(dialog: HTMLDialogElement | null): HTMLElement | null {
  return dialog?.querySelector('form :is(input, select, textarea):not([type=file])') ?? null
}

interface ConfirmProps {
  title: string
  text: ComponentChildren
  label: string
  danger?: boolean
  perform: () => Promise<void>
  onClose: () => void
}

/** Asks before something that is hard to undo, and says what will happen. */
export function ConfirmDialog({ title, text, label, danger = false, perform, onClose }: ConfirmProps): VNode {
  const action = useAction(perform)
  const submit = async () => {
    if (await action.run()) onClose()
  }
  const body = html`<form class="stack" onSubmit=${onSubmit(submit)}>
    <div>${text}</div>
    ${formEnd({ problem: action.problem, busy: action.busy, label, danger, onCancel: onClose })}
  </form>`
  return h(Dialog, { title, onClose, children: body })
}

interface FormEnd {
  problem: ApiProblem | null
  busy: boolean
  label: string
  danger?: boolean
  disabled?: boolean
  onCancel: () => void
}

/** What every dialog's form ends with: the refusal if there was one, cancel, and the act itself. */
export function formEnd({
  problem,
  busy,
  label,
  danger = false,
  disabled = false,
  onCancel,
}: FormEnd): VNode {
  return html`${problem && problemNotice(problem)}
    <div class="form-actions">
      <button type="button" class="button" onClick=${onCancel}>Cancel</button>
      ${submitButton({ label, busy, disabled, kind: danger ? 'danger primary' : 'primary' })}
    </div>`
}
