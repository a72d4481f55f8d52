import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { withQuery, type Query } from '../lib/api.ts'
import type { DecisionCounts as Counts } from '../lib/api-types.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { formatCount } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { useChange, useResource } from '../lib/resource.ts'

interface CountFilters {
  outcome: string
  reason: string
  observed: string
}

interface CountsProps {
  query: Query
  filters: CountFilters
  setFilters: (changes: Partial<CountFilters>) => void
  fresh: number
}

/** How many were allowed and refused, and for which reasons; each count is a filter. */
export function DecisionCounts({ query, filters, setFilters, fresh }: CountsProps): VNode | null {
  const counts = useResource<Counts>(withQuery('/api/decisions/counts', query))
  useChange(fresh, counts.reload)
  if (counts.loaded.state !== 'ready') return null
  const { byReason } = counts.loaded.data
  // Only what was enforced is counted, unless somebody asks for the observed: a count shows just those.
  const counted = { observed: filters.observed || 'false' }
  const total = (outcome: string) =>
    byReason.filter((each) => each.outcome === outcome).reduce((sum, each) => sum + each.count, 0)
  const outcome = (name: 'allow' | 'deny', label: string) => {
    const pressed = filters.outcome === name && filters.reason === ''
    const onClick = () => setFilters({ ...counted, outcome: pressed ? '' : name, reason: '' })
    return chip({
      pressed,
      onClick,
      mark: icon(name === 'allow' ? 'circle-check' : 'circle-cross', 15),
      label,
      count: total(name),
    })
  }
  const refusals = byReason.filter((each) => each.outcome === 'deny').toSorted((a, b) => b.count - a.count)
  return html`<div class="chips" role="group" aria-label="Counts">
    ${outcome('allow', 'Allowed')} ${outcome('deny', 'Refused')}
    ${refusals.map(({ reason, count }) => {
      const pressed = filters.reason === reason
      const onClick = () => setFilters({ ...counted, outcome: '', reason: pressed ? '' : reason })
      return chip({ pressed, onClick, mark: null, label: reasonLabel(reason), count })
    })}
  </div>`
}

interface ChipParts {
  pressed: boolean
  onClick: () => void
  mark: VNode | null
  label: string
  count: number
}

function chip({ pressed, onClick, mark, label, count }: ChipParts): VNode {
  return html`<button
    type="button"
    class="chip"
    key=${label}
    aria-pressed=${pressed ? 'true' : 'false'}
    onClick=${onClick}
  >
    ${mark}${label} <b>${formatCount(count)}</b>
  </button>`
}
