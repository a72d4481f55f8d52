import type { VNode } from 'preact'
import { WindowDialog } from '../components/calendar/window-dialog.ts'
import { ConfirmDialog } from '../components/dialog.ts'
import { h, html } from '../lib/html.ts'
import type { AccessPolicy, AccessWindow, CalendarOverride } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'
import { depotZone } from '../lib/time.ts'
import { windowName } from '../lib/window-words.ts'
import { AcknowledgeDialog } from './acknowledge-dialog.ts'
import { OverrideFacts } from './override-facts.ts'
import type { CalendarDraft } from './use-calendar-draft.ts'

/** What somebody has opened in a calendar. */
export type Opened =
  | { kind: 'window'; window: AccessWindow; date: string; isNew: boolean }
  | { kind: 'remove'; window: AccessWindow }
  | { kind: 'override'; override: CalendarOverride }

interface DialogsProps {
  opened: Opened | null
  open: (opened: Opened | null) => void
  draft: CalendarDraft
  policy: AccessPolicy
  editable: boolean
  reload: () => void
}

/** The dialog that is open over a calendar, if any. */
export function CalendarDialogs(props: DialogsProps): VNode | null {
  const { opened, open, draft, reload } = props
  const { save } = draft
  const close = () => open(null)
  if (save.problem?.kind === 'acknowledgement-needed') {
    return h(AcknowledgeDialog, {
      chargers: save.problem.chargers,
      label: 'Save all the same',
      perform: async () => void (await save.run(true)),
      onClose: save.clear,
    })
  }
  switch (opened?.kind) {
    case 'window':
      return windowDialog(opened, props)
    case 'remove':
      return removal(opened.window, props)
    case 'override':
      return h(OverrideFacts, { override: opened.override, onClose: close, onDone: reload })
    case undefined:
      return null
  }
}

function windowDialog(
  opened: Extract<Opened, { kind: 'window' }>,
  { open, draft, editable }: DialogsProps,
): VNode {
  return h(WindowDialog, {
    ...opened,
    key: opened.window.id,
    zone: depotZone(),
    editable,
    onClose: () => open(null),
    onDone: (window) => {
      if (opened.isNew) draft.add(window)
      else draft.change({ window, date: opened.date, days: 0 }, 'form')
    },
    onRemove: () => open({ kind: 'remove', window: opened.window }),
  })
}

function removal(window: AccessWindow, { open, draft, policy }: DialogsProps): VNode {
  return h(ConfirmDialog, {
    title: 'Remove window',
    text: html`<p>
      “${windowName(window)}” is taken out of the draft on all its days. Where nothing else holds, the default
      mode does: ${modeWords(policy.defaultMode).label.toLowerCase()}.
    </p>`,
    label: 'Remove',
    danger: true,
    perform: async () => draft.remove(window),
    onClose: () => open(null),
  })
}
