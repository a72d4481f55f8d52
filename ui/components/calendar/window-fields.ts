import type { VNode } from 'preact'
import { formatDuration } from '../../lib/format.ts'
import { h, html } from '../../lib/html.ts'
import { clockLengthMin } from '../../lib/local-date.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import { textField } from '../field.ts'
import { icon } from '../icon.ts'
import { DateList } from './date-list.ts'

/** Changes members of the window in the form. */
type Change = (changes: Partial<AccessWindow>) => void

/** From when to when, with what that comes to. */
export function timeFields(window: AccessWindow, zone: string, change: Change): VNode {
  const length = clockLengthMin(window.startLocal, window.endLocal)
  const end = window.endLocal.startsWith('24') ? '00:00' : window.endLocal.slice(0, 5)
  const overnight = end <= window.startLocal.slice(0, 5)
  return html`<div class="field-row">
    ${textField({
      label: 'From',
      value: window.startLocal.slice(0, 5),
      onValue: (startLocal) => startLocal && change({ startLocal }),
      hint: `Depot time, ${zone}`,
      attributes: { type: 'time', required: true },
    })}
    ${textField({
      label: 'To',
      value: end,
      onValue: (endLocal) => endLocal && change({ endLocal }),
      hint: `${overnight ? 'On the next day; lasts' : 'Lasts'} ${formatDuration(length * 60_000)}`,
      attributes: { type: 'time', required: true },
    })}
  </div>`
}

/** The days besides its rule, and what is seldom needed folded away. */
export function dayFields(window: AccessWindow, change: Change): VNode {
  const repeats = window.rrule !== null
  const extra = html`<div class="stack">
    ${
      repeats &&
      html`<div class="field-row">
          ${textField({
            label: 'First day',
            value: window.validFrom ?? '',
            onValue: (validFrom) => change({ validFrom: validFrom || null }),
            hint: 'Empty: has always begun',
            attributes: { type: 'date' },
          })}
          ${textField({
            label: 'Last day',
            value: window.validTo ?? '',
            onValue: (validTo) => change({ validTo: validTo || null }),
            hint: 'Empty: for ever',
            attributes: { type: 'date' },
          })}
        </div>
        ${h(DateList, { label: 'Not on', hint: 'Days on which it does not begin', dates: window.exdates, onDates: (exdates) => change({ exdates }) })}
        ${h(DateList, { label: 'Also on', hint: 'Further days besides the rule', dates: window.dates, onDates: (dates) => change({ dates }) })}`
    }
    ${textField({
      label: 'Priority',
      value: String(window.priority),
      onValue: (text) => Number.isInteger(Number(text)) && change({ priority: Number(text) }),
      hint: 'Where windows of different modes overlap, the higher wins. Equal ones may not overlap.',
      attributes: { type: 'number', step: 1, min: -100, max: 100 },
    })}
  </div>`
  const onDates = (dates: string[]) => change({ dates, validFrom: null, validTo: null })
  const set = [window.validFrom, window.validTo].filter(Boolean).length + window.exdates.length
  return html`${!repeats && h(DateList, { label: 'Date', hint: 'Each day on which it begins', dates: datesOf(window), onDates })}
    <details class="further" open=${repeats && set > 0}>
      <summary>${repeats ? 'Validity, exceptions and priority' : 'Priority'}${icon('down', 16)}</summary>
      ${extra}
    </details>`
}

/** A window without a rule begins on its dates, or on its first day alone. */
export function datesOf({ dates, validFrom }: AccessWindow): string[] {
  return dates.length === 0 && validFrom !== null ? [validFrom] : dates
}
