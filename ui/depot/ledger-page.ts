import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { textField } from '../components/field.ts'
import { dayFields, FilterBar } from '../components/filter-bar.ts'
import { icon } from '../components/icon.ts'
import { jsonView } from '../components/json-view.ts'
import { listBody, pageHead } from '../components/list-parts.ts'
import { facts } from '../components/panel.ts'
import { time } from '../components/time.ts'
import type { LedgerEntry } from '../lib/api-types.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { chargerPath } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { daySpan, useRested } from '../lib/time.ts'

/** Every fact that matters, in the order in which it was recorded. */
export function LedgerPage(): VNode {
  const [filters, setFilters] = useFilters(['actor', 'action', 'subject', 'fromDay', 'toDay'])
  const actor = useRested(filters.actor.trim())
  const action = useRested(filters.action.trim())
  const subject = useRested(filters.subject.trim())
  const entries = useList<LedgerEntry>('/api/ledger', {
    actor,
    action,
    subject,
    ...daySpan(filters.fromDay, filters.toDay),
  })
  return html`${pageHead('Ledger', null, 'Who did what, and when. Each entry is chained to the one before it, so none can be changed or taken out unseen.')}
    ${h(FilterBar, {
      first: searched('Subject', 'charger:CP1', filters.subject, (value) => setFilters({ subject: value })),
      rest: html`${searched('Action', 'session.started', filters.action, (value) => setFilters({ action: value }))}
      ${searched('Actor', 'user:ana', filters.actor, (value) => setFilters({ actor: value }))}
      ${dayFields(filters, setFilters)}`,
      active: [filters.actor, filters.action, filters.fromDay, filters.toDay].filter(Boolean).length,
    })}
    <section class="panel">
      ${listBody(
        entries,
        (items) =>
          html`<ol class="rows">
            ${items.map((entry) => h(LedgerRow, { entry, key: entry.seq }))}
          </ol>`,
        {
          icon: 'ledger',
          title: 'No entry here',
          text: 'A filter may hide some. Subject, action and actor are matched whole.',
        },
      )}
    </section>`
}

function searched(
  label: string,
  placeholder: string,
  value: string,
  onValue: (value: string) => void,
): VNode {
  return textField({ label, value, onValue, attributes: { type: 'search', placeholder } })
}

function LedgerRow({ entry }: { entry: LedgerEntry }): VNode {
  const [open, setOpen] = useState(false)
  return html`<li>
    <details onToggle=${(event: Event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <summary class="ledger-row">
        <span class="seq soft">${formatCount(entry.seq)}</span>
        <span class="when">${time(entry.at, 'short')}</span>
        <span class="action strong">${entry.action}</span>
        <span class="subject">${entry.subject}</span>
        <span class="actor soft">${entry.actor}</span>
        ${icon('down', 16)}
      </summary>
      ${
        open &&
        html`<div class="operation-body">
          ${facts([
            ['When', time(entry.at, 'full')],
            ['To what', linked(entry.subject)],
            ['Request', entry.requestId && html`<code>${entry.requestId}</code>`],
            ['Hash', html`<code>${entry.hash}</code>`],
          ])}
          ${jsonView(JSON.stringify(entry.body))}
        </div>`
      }
    </details>
  </li>`
}

/** Subjects that have a page lead to it. */
function linked(text: string): VNode | string {
  const [kind, ...rest] = text.split(':')
  const id = rest.join(':')
  if (kind === 'charger') return html`<a href=${chargerPath(id)}>${text}</a>`
  if (kind === 'session') return html`<a href=${`/sessions/${encodeURIComponent(id)}`}>${text}</a>`
  return text
}
