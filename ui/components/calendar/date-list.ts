import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../../lib/html.ts'
import { dateText } from '../../lib/local-date.ts'
import { textField } from '../field.ts'
import { icon } from '../icon.ts'

interface DateListProps {
  label: string
  hint: string
  dates: readonly string[]
  onDates: (dates: string[]) => void
}

/** Single dates, added and taken away one by one. */
export function DateList({ label, hint, dates, onDates }: DateListProps): VNode {
  const [next, setNext] = useState('')
  const add = () => {
    if (next === '') return
    onDates([...new Set([...dates, next])].sort())
    setNext('')
  }
  return html`<div class="stack tight">
    <div class="date-adding">
      ${textField({ label, value: next, onValue: setNext, hint, attributes: { type: 'date' } })}
      <button type="button" class="button" disabled=${next === ''} onClick=${add}>
        ${icon('plus', 16)}Add
      </button>
    </div>
    ${
      dates.length > 0 &&
      html`<ul class="cluster">
        ${dates.map(
          (date) =>
            html`<li key=${date}>
              <button
                type="button"
                class="chip"
                aria-label=${`Take away ${dateText(date, 'date')}`}
                onClick=${() => onDates(dates.filter((each) => each !== date))}
              >
                ${dateText(date, 'date')}${icon('cross', 13)}
              </button>
            </li>`,
        )}
      </ul>`
    }
  </div>`
}
