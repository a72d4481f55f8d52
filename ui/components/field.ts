import type { ComponentChildren, VNode } from 'preact'
import { useId } from 'preact/hooks'
import { h, html } from '../lib/html.ts'
import { icon } from './icon.ts'

interface FieldProps {
  label: string
  hint?: ComponentChildren
  error?: string | null | undefined
  /** Receives the attributes that tie the control to its label, hint and error. */
  control: (attributes: Record<string, unknown>) => VNode
}

function Field({ label, hint, error, control }: FieldProps): VNode {
  const id = useId()
  const attributes = {
    id,
    'aria-describedby': hint || error ? `${id}-note` : undefined,
    'aria-invalid': error ? 'true' : undefined,
  }
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    ${control(attributes)}
    ${
      (hint || error) &&
      html`<div id="${id}-note">
        ${error ? html`<span class="error">${icon('warning', 15)}${error}</span>` : html`<span class="hint">${hint}</span>`}
      </div>`
    }
  </div>`
}

interface TextParts {
  label: string
  value: string
  onValue: (value: string) => void
  hint?: ComponentChildren
  error?: string | null | undefined
  /** Further attributes of the control: `type`, `autocomplete`, `required`, … */
  attributes?: Record<string, unknown>
}

export function textField({ label, value, onValue, hint, error, attributes }: TextParts): VNode {
  const control = (tied: Record<string, unknown>) =>
    html`<input
      class="input"
      type="text"
      autocomplete="off"
      ...${tied}
      ...${attributes}
      value=${value}
      onInput=${(event: Event) => onValue(valueOf(event))}
    />`
  return h(Field, { label, hint, error, control })
}

export function textArea({ label, value, onValue, hint, error, attributes }: TextParts): VNode {
  const control = (tied: Record<string, unknown>) =>
    html`<textarea
      class="input mono"
      spellcheck=${false}
      ...${tied}
      ...${attributes}
      value=${value}
      onInput=${(event: Event) => onValue(valueOf(event))}
    ></textarea>`
  return h(Field, { label, hint, error, control })
}

interface SelectParts extends Omit<TextParts, 'attributes'> {
  options: readonly (readonly [value: string, label: string])[]
}

export function selectField({ label, value, onValue, hint, error, options }: SelectParts): VNode {
  const control = (tied: Record<string, unknown>) =>
    html`<select
      class="input"
      ...${tied}
      value=${value}
      onChange=${(event: Event) => onValue(valueOf(event))}
    >
      ${options.map(([each, text]) => html`<option key=${each} value=${each} selected=${each === value}>${text}</option>`)}
    </select>`
  return h(Field, { label, hint, error, control })
}

interface CheckParts {
  label: ComponentChildren
  checked: boolean
  onChecked: (checked: boolean) => void
}

export function checkField({ label, checked, onChecked }: CheckParts): VNode {
  return html`<label class="check">
    <input
      type="checkbox"
      checked=${checked}
      onChange=${(event: Event) => onChecked((event.target as HTMLInputElement).checked)}
    />
    <span>${label}</span>
  </label>`
}

interface ChoiceParts<Value extends string> {
  legend: string
  name: string
  value: Value | null
  onValue: (value: Value) => void
  options: readonly (readonly [value: Value, label: ComponentChildren, hint: string])[]
}

/** Few alternatives, each with a sentence on what it does. */
export function choiceField<Value extends string>(parts: ChoiceParts<Value>): VNode {
  const { legend, name, value, onValue, options } = parts
  return html`<fieldset class="field">
    <legend class="label">${legend}</legend>
    <div class="choices">
      ${options.map(
        ([each, label, hint]) =>
          html`<label class="choice" key=${each}>
            <input
              type="radio"
              name=${name}
              value=${each}
              checked=${each === value}
              onChange=${() => onValue(each)}
            />
            <span><span class="strong">${label}</span><br /><span class="soft small">${hint}</span></span>
          </label>`,
      )}
    </div>
  </fieldset>`
}

/** A search box with its magnifier. */
export function searchField(label: string, value: string, onValue: (value: string) => void): VNode {
  return html`<div class="search">
    ${icon('search')}
    <input
      class="input"
      type="search"
      aria-label=${label}
      placeholder=${label}
      value=${value}
      onInput=${(event: Event) => onValue(valueOf(event))}
    />
  </div>`
}

interface ButtonParts {
  label: ComponentChildren
  busy: boolean
  kind?: 'primary' | 'danger primary' | ''
  disabled?: boolean
}

/** Sends the form it stands in. */
export function submitButton({ label, busy, kind = 'primary', disabled = false }: ButtonParts): VNode {
  return html`<button
    class="button ${kind}"
    aria-busy=${busy ? 'true' : undefined}
    disabled=${disabled || busy}
  >
    ${label}
  </button>`
}

/** Keeps a form from loading a page, and runs `perform` in its place. */
export function onSubmit(perform: () => unknown): (event: Event) => void {
  return (event) => {
    event.preventDefault()
    void perform()
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value
}
