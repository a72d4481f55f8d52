import type { VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { weekdayNames, weekdayOf } from '../../lib/local-date.ts'
import type { Repeat } from '../../lib/recurrence.ts'
import { ordinals } from '../../lib/window-words.ts'
import { selectField, textField } from '../field.ts'

interface RepeatParts {
  repeat: Repeat
  /** A day that it is about, from which a new kind of repetition is filled in. */
  date: string
  onRepeat: (repeat: Repeat) => void
  error: string | null
}

const kinds = [
  ['weekly', 'Every week, on chosen days'],
  ['daily', 'Every day, or every few days'],
  ['monthly_weekday', 'Every month, on a weekday'],
  ['monthly_day', 'Every month, on a day of the month'],
  ['yearly', 'Every year, on a date'],
  ['dates', 'On single dates only'],
  ['rule', 'By a rule of its own (RRULE)'],
] as const

/** On which days a window begins, asked in plain words. */
export function repeatFields({ repeat, date, onRepeat, error }: RepeatParts): VNode {
  return html`<div class="stack tight">
    ${selectField({
      label: 'Repeats',
      value: repeat.kind,
      onValue: (kind) => onRepeat(startOf(kind as Repeat['kind'], date)),
      options: kinds,
    })}
    ${details(repeat, onRepeat)}
    ${error !== null && html`<span class="field"><span class="error">${error}</span></span>`}
  </div>`
}

function details(repeat: Repeat, onRepeat: (repeat: Repeat) => void): VNode | null {
  switch (repeat.kind) {
    case 'weekly':
      return html`${weekdayButtons(repeat.weekdays, (weekdays) => onRepeat({ ...repeat, weekdays }))}
      ${numberField('Every how many weeks', repeat.everyWeeks, (everyWeeks) => onRepeat({ ...repeat, everyWeeks }))}`
    case 'daily':
      return numberField('Every how many days', repeat.everyDays, (everyDays) =>
        onRepeat({ ...repeat, everyDays }),
      )
    case 'monthly_day':
      return numberField('Day of the month', repeat.day, (day) => onRepeat({ ...repeat, day }), [-31, 31])
    case 'monthly_weekday':
      return html`<div class="field-row">
        ${selectField({
          label: 'Which',
          value: String(repeat.nth),
          onValue: (nth) => onRepeat({ ...repeat, nth: Number(nth) }),
          options: [1, 2, 3, 4, 5, -1].map((nth) => [String(nth), `The ${ordinals[nth]}`] as const),
        })}
        ${selectField({
          label: 'Weekday',
          value: String(repeat.weekday),
          onValue: (weekday) => onRepeat({ ...repeat, weekday: Number(weekday) }),
          options: weekdayNames.map((name, index) => [String(index), name] as const),
        })}
      </div>`
    case 'yearly':
      return html`<div class="field-row">
        ${selectField({
          label: 'Month',
          value: String(repeat.month),
          onValue: (month) => onRepeat({ ...repeat, month: Number(month) }),
          options: monthNames.map((name, index) => [String(index + 1), name] as const),
        })}
        ${numberField('Day', repeat.day, (day) => onRepeat({ ...repeat, day }), [1, 31])}
      </div>`
    case 'rule':
      return textField({
        label: 'Rule',
        value: repeat.rrule,
        onValue: (rrule) => onRepeat({ ...repeat, rrule }),
        hint: 'As in iCalendar, for whole days: FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1',
        attributes: { class: 'input mono', spellcheck: false },
      })
    case 'dates':
      return null
  }
}

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month, 1)),
)

function weekdayButtons(chosen: readonly number[], onChosen: (weekdays: number[]) => void): VNode {
  const toggled = (day: number) =>
    chosen.includes(day)
      ? chosen.filter((each) => each !== day)
      : [...chosen, day].sort((one, other) => one - other)
  return html`<div class="weekdays" role="group" aria-label="Days of the week">
    ${weekdayNames.map(
      (name, day) =>
        html`<button
          type="button"
          class="chip"
          key=${name}
          aria-label=${name}
          aria-pressed=${chosen.includes(day) ? 'true' : 'false'}
          onClick=${() => onChosen(toggled(day))}
        >
          ${name.slice(0, 3)}
        </button>`,
    )}
  </div>`
}

function numberField(
  label: string,
  value: number,
  onNumber: (value: number) => void,
  [min, max]: [number, number] = [1, 99],
): VNode {
  const onValue = (text: string) => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= min && number <= max && number !== 0) onNumber(number)
  }
  const attributes = { type: 'number', min, max, step: 1 }
  return html`<div class="number-field">
    ${textField({ label, value: String(value), onValue, attributes })}
  </div>`
}

/** The simplest repetition of a kind that includes `date`. */
function startOf(kind: Repeat['kind'], date: string): Repeat {
  const [, month = 1, day = 1] = date.split('-').map(Number)
  switch (kind) {
    case 'weekly':
      return { kind, everyWeeks: 1, weekdays: [weekdayOf(date)] }
    case 'daily':
      return { kind, everyDays: 1 }
    case 'monthly_day':
      return { kind, everyMonths: 1, day }
    case 'monthly_weekday':
      return { kind, everyMonths: 1, nth: Math.ceil(day / 7), weekday: weekdayOf(date) }
    case 'yearly':
      return { kind, month, day }
    case 'dates':
      return { kind }
    case 'rule':
      return { kind, rrule: 'FREQ=WEEKLY;BYDAY=MO' }
  }
}
