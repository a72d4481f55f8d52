import type { VNode } from 'preact'
import type { AccessMode } from '../../lib/api-types.ts'
import { html } from '../../lib/html.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import { modeWords } from '../../lib/status-words.ts'
import { daysText, timesText } from '../../lib/window-words.ts'
import { icon } from '../icon.ts'
import { empty } from '../states.ts'

interface WindowListProps {
  windows: readonly AccessWindow[]
  draftIds: ReadonlySet<number>
  defaultMode: AccessMode
  editable: boolean
  onOpen: (window: AccessWindow) => void
}

/** Every window in words, also those that do not fall into the week that is shown. */
export function WindowList({ windows, draftIds, defaultMode, editable, onOpen }: WindowListProps): VNode {
  if (windows.length === 0) {
    const mode = modeWords(defaultMode).label
    const how = editable ? 'Drag over an empty stretch of the calendar, or add one by form.' : ''
    return empty({ icon: 'calendar', title: 'No windows', text: `${mode} holds at all times. ${how}` })
  }
  const sorted = windows.toSorted((one, other) => other.priority - one.priority || one.id - other.id)
  return html`<ul class="rows">
    ${sorted.map((window) => {
      const words = modeWords(window.mode)
      return html`<li key=${window.id}>
        <button type="button" class="window-row" onClick=${() => onOpen(window)}>
          <span class="window-mark ${window.mode}">${icon(words.icon, 16)}</span>
          <span class="window-name"
            ><span class="strong">${window.label || words.label}</span
            >${window.label && html`<span class="soft small">${words.label}</span>`}</span
          >
          <span class="window-when"
            >${timesText(window)}<br /><span class="soft small">${daysText(window)}</span></span
          >
          <span class="window-state"
            >${draftIds.has(window.id) && html`<span class="badge warn">not saved</span>`}${
              window.priority !== 0 && html`<span class="badge">priority ${window.priority}</span>`
            }</span
          >
          <span class="go">${icon('right')}</span>
        </button>
      </li>`
    })}
  </ul>`
}
