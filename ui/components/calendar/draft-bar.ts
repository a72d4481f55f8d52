import type { ComponentChildren, VNode } from 'preact'
import type { ApiProblem } from '../../lib/api.ts'
import { html } from '../../lib/html.ts'
import { dateText } from '../../lib/local-date.ts'
import { icon } from '../icon.ts'
import { problemNotice } from '../states.ts'
import type { LastChange } from './draft.ts'
import { isRecurring } from './window-edits.ts'

interface DraftBarParts {
  changes: readonly string[]
  last: LastChange | null
  problem: ApiProblem | null
  /** Why saving would be refused, as far as the preview says; with a way to the place. */
  conflict: ComponentChildren
  busy: boolean
  canSave: boolean
  /** Drops the draft for what somebody else has saved meanwhile; `null` where that is not the matter. */
  onNewest: (() => void) | null
  onNarrow: () => void
  onUndo: () => void
  onDiscard: () => void
  onSave: () => void
}

/** Says that the calendar shows a draft, what is different in it, and how to keep or drop it. */
export function draftBar(parts: DraftBarParts): VNode {
  const { changes, last, busy } = parts
  const narrowable = last !== null && last.by !== 'form' && isRecurring(last.before)
  return html`<section class="draft-bar" aria-label="Draft">
    <div class="draft-what">
      <span class="strong">${icon('clock', 16)}Draft: nothing of this holds yet</span>
      <ul class="small" role="status">
        ${changes.slice(0, 4).map((change) => html`<li key=${change}>${change}</li>`)}
        ${changes.length > 4 && html`<li>and ${changes.length - 4} more</li>`}
      </ul>
      ${
        narrowable &&
        html`<button type="button" class="button" onClick=${parts.onNarrow}>
          Only on ${dateText(last.date, 'day')}
        </button>`
      }
    </div>
    ${parts.conflict}
    ${parts.problem && problemNotice(parts.problem, parts.onNewest && newest(parts.onNewest))}
    <div class="form-actions">
      <button type="button" class="button" onClick=${parts.onUndo}>${icon('undo', 16)}Undo</button>
      <button type="button" class="button" onClick=${parts.onDiscard}>Discard</button>
      <button
        type="button"
        class="button primary"
        aria-busy=${busy ? 'true' : undefined}
        disabled=${busy || !parts.canSave}
        onClick=${parts.onSave}
      >
        Save calendar
      </button>
    </div>
  </section>`
}

function newest(load: () => void): VNode {
  return html`<button type="button" class="button" onClick=${load}>
    Drop the draft and show what is saved
  </button>`
}
