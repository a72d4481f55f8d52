import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { searchField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { may } from '../lib/api.ts'
import type { Charger, ModeStatus } from '../lib/api-types.ts'
import { useChargers } from '../lib/charger-feed.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { useFilters } from '../lib/router.ts'
import { modeStatusWords } from '../lib/status-words.ts'
import { matchesSearch } from './charger-filters.ts'
import { ModeChanges } from './mode-changes.ts'
import { ModeRows } from './mode-rows.ts'
import { OverrideDialog } from './override-dialog.ts'

const statuses: ModeStatus[] = ['confirmed', 'applying', 'unconfirmed', 'rejected', 'drifted', 'unsupported']

/** The mode of every charger, expected beside observed; and the history of changes. */
export function ModesPage({ params }: { params: Record<string, string> }): VNode {
  const chargers = useChargers()
  const [overriding, setOverriding] = useState(false)
  const isHistory = params['tab'] === 'changes'
  const override =
    may('overrides.write') &&
    html`<button type="button" class="button" onClick=${() => setOverriding(true)}>
      ${icon('hand')}Override…
    </button>`
  const tab = (path: string, label: string, current: boolean) =>
    html`<a href=${path} aria-current=${current ? 'page' : undefined}>${label}</a>`
  return html`${pageHead('Modes', override, 'The mode that each charger is to be in, beside the one that it was proved to be in.')}
    <nav class="tabs" aria-label="Modes">
      ${tab('/modes', 'Chargers', !isHistory)} ${tab('/modes/changes', 'Changes', isHistory)}
    </nav>
    ${
      isHistory
        ? h(ModeChanges, { chargerId: null })
        : whenLoaded(chargers, (data) => h(AllModes, { chargers: data, reload: chargers.reload }), 8)
    }
    ${overriding && h(OverrideDialog, { chargerIds: null, onClose: () => setOverriding(false), onDone: chargers.reload })}`
}

interface AllProps {
  chargers: Charger[]
  reload: () => void
}

function AllModes({ chargers, reload }: AllProps): VNode {
  const [filters, setFilters] = useFilters(['status', 'q'])
  const approved = chargers.filter((each) => each.status === 'approved')
  const shown = approved
    .filter((each) => filters.status === '' || each.modeStatus === filters.status)
    .filter((each) => matchesSearch(each, filters.q))
  const chip = (status: string, label: VNode | string, count: number) =>
    html`<button
      type="button"
      class="chip"
      key=${status}
      aria-pressed=${filters.status === status ? 'true' : 'false'}
      onClick=${() => setFilters({ status: filters.status === status ? '' : status })}
    >
      ${label} <b>${formatCount(count)}</b>
    </button>`
  return html`<div class="filters charger-tools">
      ${searchField('Find a charger', filters.q, (q) => setFilters({ q }))}
      <div class="chips" role="group" aria-label="Status">
        ${chip('', 'All', approved.length)}
        ${statuses.map((status) => {
          const count = approved.filter((each) => each.modeStatus === status).length
          if (count === 0 && filters.status !== status) return null
          const words = modeStatusWords(status)
          return chip(status, html`${icon(words.icon, 15)}${words.label}`, count)
        })}
      </div>
    </div>
    <section class="panel">
      ${
        shown.length > 0
          ? h(ModeRows, { chargers: shown, reload })
          : empty({
              icon: 'arrows',
              title: approved.length === 0 ? 'No charger yet' : 'No charger is in this state',
            })
      }
    </section>`
}
