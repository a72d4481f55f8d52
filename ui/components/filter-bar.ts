import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../lib/html.ts'
import { textField } from './field.ts'
import { icon } from './icon.ts'

interface FilterBarProps {
  /** The filter that is used most; always shown. */
  first: ComponentChildren
  rest: ComponentChildren
  /** How many of `rest` are set, so that a folded filter is not forgotten. */
  active: number
}

/** Filters side by side; on a phone all but the first fold away, to leave the screen to the list. */
export function FilterBar({ first, rest, active }: FilterBarProps): VNode {
  const [open, setOpen] = useState(false)
  return html`<div class="filters">
    ${first}
    <div class="fold-cell">
      <button
        type="button"
        class="button fold"
        aria-expanded=${open ? 'true' : 'false'}
        onClick=${() => setOpen(!open)}
      >
        ${icon('filter')}Filters${active > 0 && html` <b>${active}</b>`}
      </button>
    </div>
    <div class="folded ${open ? 'open' : ''}">${rest}</div>
  </div>`
}

interface Days {
  fromDay: string
  toDay: string
}

/** First and last day of what is shown, both included, in depot time. */
export function dayFields(days: Days, change: (changes: Partial<Days>) => void): VNode {
  const attributes = { type: 'date' }
  return html`${textField({ label: 'From', value: days.fromDay, onValue: (fromDay) => change({ fromDay }), attributes })}
  ${textField({ label: 'To', value: days.toDay, onValue: (toDay) => change({ toDay }), attributes })}`
}
