import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { selectField, textField } from '../components/field.ts'
import { dayFields, FilterBar } from '../components/filter-bar.ts'
import { icon } from '../components/icon.ts'
import { listBody, newer, pageHead } from '../components/list-parts.ts'
import { withQuery } from '../lib/api.ts'
import type { Decision } from '../lib/api-types.ts'
import { reasonLabels } from '../lib/decision-words.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { accessClassLabels } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { daySpan, useRested } from '../lib/time.ts'
import { DecisionCounts } from './decision-counts.ts'
import { DecisionRows } from './decision-rows.ts'

const names = [
  'chargerId',
  'outcome',
  'reason',
  'accessClass',
  'masked',
  'observed',
  'fromDay',
  'toDay',
] as const
type Filters = Record<(typeof names)[number], string>
type Change = (changes: Partial<Filters>) => void

/** Who asked to charge, what was answered and why. */
export function DecisionsPage(): VNode {
  const [filters, setFilters] = useFilters(names)
  const chargerId = useRested(filters.chargerId.trim())
  const masked = useRested(filters.masked.trim())
  const { accessClass, outcome, reason } = filters
  const span = daySpan(filters.fromDay, filters.toDay)
  const { observed } = filters
  const query = { chargerId, outcome, reason, accessClass, masked, observed, ...span }
  const decisions = useList<Decision>('/api/decisions', query)
  const [fresh, setFresh] = useState(0)
  useEffect(() => listen('decision', () => setFresh((count) => count + 1)), [])
  const show = () => {
    setFresh(0)
    decisions.reload()
  }
  const csv = html`<a
    class="button"
    download
    href=${withQuery('/api/decisions', { ...query, format: 'csv' })}
  >
    ${icon('download')}CSV
  </a>`
  return html`${pageHead('Decisions', csv, 'In managed access every attempt to start is decided before it starts. A refusal is not a fault. Counts are of the last 24 hours, unless days are chosen, and of what was enforced, unless only what was observed is.')}
    ${h(DecisionCounts, { query: { chargerId, accessClass, masked, observed, ...span }, filters, setFilters, fresh })}
    ${filterFields(filters, setFilters)} ${newer(fresh, ['decision', 'decisions'], show)}
    <section class="panel">
      ${listBody(
        decisions,
        (items) => h(DecisionRows, { decisions: items, showCharger: true, onEnrolled: show }),
        {
          icon: 'decisions',
          title: 'No decision here',
          text: 'In freevend nothing is decided. A filter may hide some.',
        },
      )}
    </section>`
}

function filterFields(filters: Filters, setFilters: Change): VNode {
  const { masked, reason, accessClass, observed, fromDay, toDay } = filters
  return h(FilterBar, {
    first: textField({
      label: 'Charger',
      value: filters.chargerId,
      onValue: (chargerId) => setFilters({ chargerId }),
      attributes: { type: 'search', placeholder: 'All' },
    }),
    rest: html`${textField({
      label: 'Masked identifier',
      value: masked,
      onValue: (value) => setFilters({ masked: value }),
      attributes: { type: 'search', placeholder: 'AB••••12' },
    })}
    ${selectField({
      label: 'Reason',
      value: reason,
      onValue: (value) => setFilters({ reason: value }),
      options: [['', 'All'], ...Object.entries(reasonLabels)],
    })}
    ${selectField({
      label: 'Class',
      value: accessClass,
      onValue: (value) => setFilters({ accessClass: value }),
      options: [['', 'All'], ...Object.entries(accessClassLabels)],
    })}
    ${selectField({
      label: 'Kind',
      value: observed,
      onValue: (value) => setFilters({ observed: value }),
      options: [
        ['', 'Both'],
        ['false', 'Enforced'],
        ['true', 'Observed only'],
      ],
    })}
    ${dayFields(filters, setFilters)}`,
    active: [masked, reason, accessClass, observed, fromDay, toDay].filter(Boolean).length,
  })
}
