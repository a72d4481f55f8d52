import type { ComponentChildren, VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { addDays, dateText } from '../../lib/local-date.ts'
import { textField } from '../field.ts'
import { icon } from '../icon.ts'

interface ToolsParts {
  firstDate: string
  thisWeek: string
  onWeek: (monday: string) => void
  actions: ComponentChildren
}

/** Which week is shown, and the way to others. */
export function calendarTools({ firstDate, thisWeek, onWeek, actions }: ToolsParts): VNode {
  const step = (days: number, label: string, name: 'left' | 'right') =>
    html`<button
      type="button"
      class="button icon-only"
      aria-label=${label}
      onClick=${() => onWeek(addDays(firstDate, days))}
    >
      ${icon(name)}
    </button>`
  return html`<div class="cal-tools">
    <div class="cluster">
      ${step(-7, 'Week before', 'left')} ${step(7, 'Week after', 'right')}
      <button
        type="button"
        class="button"
        disabled=${firstDate === thisWeek}
        onClick=${() => onWeek(thisWeek)}
      >
        This week
      </button>
      <h2 class="cal-title" aria-live="polite">${weekText(firstDate)}</h2>
    </div>
    <div class="cluster">
      <span class="cal-goto"
        >${textField({
          label: 'Go to',
          value: firstDate,
          onValue: (date) => date && onWeek(date),
          attributes: { type: 'date' },
        })}</span
      >
      ${actions}
    </div>
  </div>`
}

/** `16 – 22 Nov 2026`, `30 Nov – 6 Dec 2026`. */
function weekText(firstDate: string): string {
  const last = addDays(firstDate, 6)
  const [day, month, year] = dateText(firstDate, 'date').split(' ')
  const [, lastMonth, lastYear] = dateText(last, 'date').split(' ')
  const begin = year !== lastYear ? `${day} ${month} ${year}` : month !== lastMonth ? `${day} ${month}` : day
  return `${begin} – ${dateText(last, 'date')}`
}

/** What colours, patterns and words mean. */
export function legend(): VNode {
  const entry = (name: string, text: string) =>
    html`<li><i class="cal-key ${name}" aria-hidden="true"></i>${text}</li>`
  return html`<ul class="cal-legend small soft">
    ${entry('managed_access', 'Managed access')} ${entry('freevend', 'Freevend')}
    ${entry('override', 'Override: beats every window')} ${entry('beaten', 'Something stronger holds')}
    ${entry('fill', 'Default mode')} ${entry('draft', 'Draft, not saved')}
  </ul>`
}
