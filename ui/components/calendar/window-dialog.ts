import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { h, html } from '../../lib/html.ts'
import { dateText } from '../../lib/local-date.ts'
import { needsFirstDay, readRule, writeRule } from '../../lib/recurrence.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import { modeWords } from '../../lib/status-words.ts'
import { daysText, timesText } from '../../lib/window-words.ts'
import { Dialog } from '../dialog.ts'
import { choiceField, onSubmit, submitButton, textField } from '../field.ts'
import { icon } from '../icon.ts'
import { facts } from '../panel.ts'
import { repeatFields } from './repeat-fields.ts'
import { datesOf, dayFields, timeFields } from './window-fields.ts'

interface WindowDialogProps {
  window: AccessWindow
  isNew: boolean
  /** A day on which it begins, or is to begin. */
  date: string
  zone: string
  /** Whether it may be changed; else it is only shown. */
  editable: boolean
  onClose: () => void
  onDone: (window: AccessWindow) => void
  onRemove: () => void
}

/** Everything about a window in one form; nothing is saved before the calendar is. */
export function WindowDialog(props: WindowDialogProps): VNode {
  const { window: given, isNew, date, zone, editable, onClose, onDone, onRemove } = props
  const [window, setWindow] = useState(given)
  const change = (changes: Partial<AccessWindow>) => setWindow({ ...window, ...changes })
  const wrong = wrongDays(window)
  const submit = () => {
    if (wrong !== null) return
    onDone(window)
    onClose()
  }
  if (!editable) return h(Dialog, { title: 'Window', onClose, children: windowFacts(given, zone) })
  const form = html`<form class="stack" onSubmit=${onSubmit(submit)}>
    ${choiceField({
      legend: 'Mode',
      name: 'window-mode',
      value: window.mode,
      onValue: (mode) => change({ mode }),
      options: [
        ['managed_access', 'Managed access', 'Each attempt is decided before it starts.'],
        ['freevend', 'Freevend', 'Anyone may charge; nothing is decided.'],
      ],
    })}
    ${textField({
      label: 'Label',
      value: window.label,
      onValue: (label) => change({ label }),
      attributes: { maxlength: 80, placeholder: 'Night' },
    })}
    ${timeFields(window, zone, change)}
    ${repeatFields({
      repeat: readRule(window.rrule),
      date,
      error: wrong,
      onRepeat: (repeat) => {
        const rrule = writeRule(repeat)
        const dates = repeat.kind === 'dates' && window.dates.length === 0 ? [date] : window.dates
        const validFrom = needsFirstDay(repeat) ? (window.validFrom ?? date) : window.validFrom
        change({ rrule, dates, validFrom })
      },
    })}
    ${dayFields(window, change)}
    <p class="notice">
      ${icon('calendar')}
      <span><span class="strong">${daysText(window)}</span>${timesText(window)}, ${zone}</span>
    </p>
    <div class="form-actions">
      ${!isNew && html`<button type="button" class="button danger push" onClick=${onRemove}>Remove…</button>`}
      <button type="button" class="button" onClick=${onClose}>Cancel</button>
      ${submitButton({ label: isNew ? 'Add to the draft' : 'Change the draft', busy: false, disabled: wrong !== null })}
    </div>
  </form>`
  return h(Dialog, { title: isNew ? 'New window' : 'Window', broad: true, onClose, children: form })
}

function windowFacts(window: AccessWindow, zone: string): VNode {
  return facts([
    ['Mode', modeWords(window.mode).label],
    ['Label', window.label],
    ['Days', daysText(window)],
    ['Times', `${timesText(window)}, ${zone}`],
    ['Priority', window.priority],
  ])
}

function wrongDays(window: AccessWindow): string | null {
  const repeat = readRule(window.rrule)
  if (repeat.kind === 'weekly' && repeat.weekdays.length === 0) return 'Choose at least one day of the week.'
  if (repeat.kind === 'dates' && datesOf(window).length === 0) return 'Add at least one date.'
  const { validFrom, validTo } = window
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    return `The last day is before the first, ${dateText(validFrom, 'date')}.`
  }
  if (needsFirstDay(repeat) && validFrom === null) return 'Give the first day, from which it is counted.'
  return null
}
