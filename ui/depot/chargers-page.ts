import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { searchField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { empty, loading, problemNotice } from '../components/states.ts'
import { may } from '../lib/api.ts'
import type { Charger } from '../lib/api-types.ts'
import { useChargers } from '../lib/charger-feed.ts'
import { h, html } from '../lib/html.ts'
import { useFilters } from '../lib/router.ts'
import { AddChargerDialog } from './add-charger-dialog.ts'
import { chargerFilters, filterChips, matchesSearch } from './charger-filters.ts'
import { ChargerRows } from './charger-rows.ts'
import { WaitingChargers } from './waiting-chargers.ts'

/** The depot at a glance: what waits for approval, then every charger, live. */
export function ChargersPage(): VNode {
  const { loaded, reload } = useChargers()
  const [adding, setAdding] = useState(false)
  const add =
    may('chargers.approve') &&
    html`<button type="button" class="button" onClick=${() => setAdding(true)}>
      ${icon('plus')}Add charger
    </button>`
  return html`${pageHead('Chargers', add)}
  ${adding && h(AddChargerDialog, { onClose: () => setAdding(false), onAdded: reload })} ${content()}`

  function content(): VNode {
    switch (loaded.state) {
      case 'loading':
        return html`<div class="panel">${loading(8)}</div>`
      case 'failed':
        return problemNotice(
          loaded.problem,
          html`<button type="button" class="button" onClick=${reload}>Try again</button>`,
        )
      case 'ready':
        return h(ChargerList, { chargers: loaded.data, reload, onAdd: () => setAdding(true) })
    }
  }
}

interface ListProps {
  chargers: Charger[]
  reload: () => void
  onAdd: () => void
}

function ChargerList({ chargers, reload, onAdd }: ListProps): VNode {
  const [filters, setFilters] = useFilters(['show', 'q'])
  const waiting = chargers.filter((each) => each.status === 'waiting')
  const known = chargers.filter((each) => each.status !== 'waiting')
  const filter = chargerFilters.find((each) => each.name === filters.show)
  const shown = known
    .filter((each) => (filter ? filter.matches(each) : each.status === 'approved'))
    .filter((each) => matchesSearch(each, filters.q))
  const clear = () => setFilters({ show: '', q: '' })
  return html`${waiting.length > 0 && h(WaitingChargers, { chargers: waiting, reload })}
  ${known.length === 0 ? nobody(waiting.length, onAdd) : null}
  ${
    known.length > 0 &&
    html`<div class="filters charger-tools">
      ${searchField('Find a charger', filters.q, (q) => setFilters({ q }))}
      ${filterChips(known, filters.show, (show) => setFilters({ show }))}
    </div>`
  }
  ${known.length > 0 && (shown.length > 0 ? h(ChargerRows, { chargers: shown }) : noMatch(clear))}`
}

function noMatch(clear: () => void): VNode {
  return html`<div class="panel">
    ${empty({
      icon: 'search',
      title: 'No charger matches',
      next: html`<button type="button" class="button" onClick=${clear}>Show all chargers</button>`,
    })}
  </div>`
}

function nobody(waiting: number, onAdd: () => void): VNode | null {
  if (waiting > 0) return null
  const address = `ws://${location.hostname}:9000/<identity>`
  return html`<div class="panel">
    ${empty({
      icon: 'charger',
      title: 'No charger has connected yet',
      text: html`Give a charger this address as its OCPP server: <code>${address}</code>. It then appears here
        and waits for your approval.`,
      next:
        may('chargers.approve') &&
        html`<button type="button" class="button primary" onClick=${onAdd}>Add a charger beforehand</button>`,
    })}
  </div>`
}
