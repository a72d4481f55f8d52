import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { searchField, selectField } from '../components/field.ts'
import { FilterBar } from '../components/filter-bar.ts'
import { icon } from '../components/icon.ts'
import { listBody, pageHead } from '../components/list-parts.ts'
import { may, withQuery } from '../lib/api.ts'
import type { Identifier } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { accessClassLabels, identifierTypeLabels } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { useRested } from '../lib/time.ts'
import { AddIdentifierDialog } from './add-identifier-dialog.ts'
import { IdentifierRows } from './identifier-rows.ts'
import { ImportDialog } from './import-dialog.ts'

/** Who belongs: cards, vehicles, PINs and tokens, shown masked. */
export function IdentifiersPage(): VNode {
  const [filters, setFilters] = useFilters(['q', 'type', 'accessClass', 'status'])
  const q = useRested(filters.q.trim())
  const { type, accessClass, status } = filters
  const query = { text: q, type, accessClass, status }
  const identifiers = useList<Identifier>('/api/identifiers', query)
  const [open, setOpen] = useState<'add' | 'import' | null>(null)
  const close = () => setOpen(null)
  const actions = html`<a
      class="button"
      download
      href=${withQuery('/api/identifiers', { ...query, format: 'csv' })}
    >
      ${icon('download')}CSV
    </a>
    ${may('identifiers.write') && html`<button type="button" class="button" onClick=${() => setOpen('import')}>${icon('upload')}Import</button>`}
    ${may('identifiers.write') && html`<button type="button" class="button primary" onClick=${() => setOpen('add')}>${icon('plus')}Add</button>`}`
  const addFirst =
    may('identifiers.write') &&
    html`<button type="button" class="button primary" onClick=${() => setOpen('add')}>
        Add an identifier
      </button>
      <button type="button" class="button" onClick=${() => setOpen('import')}>Import a CSV file</button>`
  return html`${pageHead('Identifiers', actions, 'Whoever may charge in managed access. Numbers are shown masked; a change works at once.')}
    ${h(FilterBar, {
      first: searchField('Vehicle, driver or mask', filters.q, (value) => setFilters({ q: value })),
      rest: filterFields(filters, setFilters),
      active: [type, accessClass, status].filter(Boolean).length,
    })}
    <section class="panel">
      ${listBody(
        identifiers,
        (items) => h(IdentifierRows, { identifiers: items, reload: identifiers.reload }),
        {
          icon: 'card',
          title: Object.values(query).some(Boolean) ? 'No identifier matches' : 'Nobody is in the list yet',
          text: 'Unknown cards that were refused can also be added from the Decisions page, without typing them.',
          next: addFirst,
        },
      )}
    </section>
    ${open === 'add' && h(AddIdentifierDialog, { onClose: close, onDone: identifiers.reload })}
    ${open === 'import' && h(ImportDialog, { onClose: close, onDone: identifiers.reload })}`
}

function filterFields(
  { type, accessClass, status }: Record<'type' | 'accessClass' | 'status', string>,
  change: (changes: Partial<Record<'type' | 'accessClass' | 'status', string>>) => void,
): VNode {
  return html`${selectField({
    label: 'Class',
    value: accessClass,
    onValue: (value) => change({ accessClass: value }),
    options: [['', 'All'], ...Object.entries(accessClassLabels)],
  })}
  ${selectField({
    label: 'Type',
    value: type,
    onValue: (value) => change({ type: value }),
    options: [['', 'All'], ...Object.entries(identifierTypeLabels)],
  })}
  ${selectField({
    label: 'Status',
    value: status,
    onValue: (value) => change({ status: value }),
    options: [
      ['', 'All'],
      ['active', 'Active'],
      ['inactive', 'Inactive'],
      ['blocked', 'Blocked'],
    ],
  })}`
}
