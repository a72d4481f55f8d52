import type { VNode } from 'preact'
import { icon, type IconName } from '../components/icon.ts'
import type { Charger } from '../lib/api-types.ts'
import { formatCount } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { hasModeProblem } from '../lib/status-words.ts'

interface ChargerFilter {
  name: string
  label: string
  icon: IconName
  matches: (charger: Charger) => boolean
  /** Offered also when no charger matches. */
  always: boolean
}

const approved = (charger: Charger) => charger.status === 'approved'

/** What the chips above the list count and filter by. */
export const chargerFilters: ChargerFilter[] = [
  {
    name: 'online',
    label: 'Online',
    icon: 'dot',
    always: true,
    matches: (each) => approved(each) && each.online,
  },
  {
    name: 'offline',
    label: 'Offline',
    icon: 'plug-off',
    always: true,
    matches: (each) => approved(each) && !each.online,
  },
  {
    name: 'charging',
    label: 'In session',
    icon: 'bolt',
    always: true,
    matches: (each) => each.openSessions > 0,
  },
  {
    name: 'faulted',
    label: 'Faulted',
    icon: 'warning',
    always: true,
    matches: (each) => each.activeFaults > 0,
  },
  {
    name: 'mode',
    label: 'Mode problem',
    icon: 'arrows',
    always: false,
    matches: (each) => approved(each) && hasModeProblem(each),
  },
  {
    name: 'refused',
    label: 'Turned away',
    icon: 'circle-cross',
    always: false,
    matches: (each) => each.status === 'refused',
  },
]

/** Counts that are filters: press one to see just those, press it again for all. */
export function filterChips(chargers: Charger[], current: string, choose: (name: string) => void): VNode {
  const chip = (filter: ChargerFilter) => {
    const count = chargers.filter((each) => filter.matches(each)).length
    const pressed = filter.name === current
    if (count === 0 && !filter.always && !pressed) return null
    return html`<button
      type="button"
      class="chip"
      key=${filter.name}
      aria-pressed=${pressed ? 'true' : 'false'}
      onClick=${() => choose(pressed ? '' : filter.name)}
    >
      ${icon(filter.icon, 15)}${filter.label} <b>${formatCount(count)}</b>
    </button>`
  }
  const all = chargers.filter((each) => approved(each)).length
  return html`<div class="chips" role="group" aria-label="Show">
    <button
      type="button"
      class="chip"
      aria-pressed=${current === '' ? 'true' : 'false'}
      onClick=${() => choose('')}
    >
      All <b>${formatCount(all)}</b>
    </button>
    ${chargerFilters.map(chip)}
  </div>`
}

/** Whether every word of `search` stands somewhere in what is known of the charger. */
export function matchesSearch(charger: Charger, search: string): boolean {
  const known = [charger.id, charger.label, charger.vendor, charger.model, charger.firmware]
  const text = known.join(' ').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
