import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { checkField, selectField, textField } from '../components/field.ts'
import { dayFields, FilterBar } from '../components/filter-bar.ts'
import { icon } from '../components/icon.ts'
import { listBody, newer } from '../components/list-parts.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import { withQuery } from '../lib/api.ts'
import type { ModeChange } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { chargerPath } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { modeChangeWords, modeWords } from '../lib/status-words.ts'
import { daySpan, useRested } from '../lib/time.ts'
import { modeSteps } from './mode-steps.ts'

const outcomes: ModeChange['outcome'][] = [
  'confirmed',
  'waiting',
  'rejected',
  'failed',
  'missed',
  'superseded',
]

/** Every change of mode and what became of it: of one charger, or of all with filters. */
export function ModeChanges({ chargerId }: { chargerId: string | null }): VNode {
  const [filters, setFilters] = useFilters(['chargerId', 'outcome', 'problems', 'fromDay', 'toDay'])
  const typed = useRested(filters.chargerId.trim())
  const query = {
    chargerId: chargerId ?? typed,
    outcome: filters.outcome,
    problems: filters.problems,
    ...daySpan(filters.fromDay, filters.toDay),
  }
  const changes = useList<ModeChange>('/api/mode-changes', query)
  const [fresh, setFresh] = useState(0)
  useEffect(
    () => listen('mode', (message) => isOver(message['modeStatus']) && setFresh((count) => count + 1)),
    [],
  )
  const show = () => {
    setFresh(0)
    changes.reload()
  }
  const fields = h(FilterBar, {
    first:
      chargerId === null
        ? textField({
            label: 'Charger',
            value: filters.chargerId,
            onValue: (value) => setFilters({ chargerId: value }),
            attributes: { type: 'search', placeholder: 'All' },
          })
        : checkField(problemsOnly(filters.problems, (problems) => setFilters({ problems }))),
    rest: html`${selectField({
      label: 'Outcome',
      value: filters.outcome,
      onValue: (outcome) => setFilters({ outcome }),
      options: [['', 'All'], ...outcomes.map((each) => [each, modeChangeWords(each).label] as const)],
    })}
    ${dayFields(filters, setFilters)}
    ${chargerId === null && checkField(problemsOnly(filters.problems, (problems) => setFilters({ problems })))}`,
    active: [filters.outcome, filters.fromDay, filters.toDay].filter(Boolean).length,
  })
  return html`${fields} ${newer(fresh, ['change', 'changes'], show)}
    <section class="panel">
      ${listBody(changes, (items) => rows(items, chargerId === null), {
        icon: 'arrows',
        title: 'No change of mode here',
        text: 'Each change is recorded with its steps, and whether the charger was proved to have followed. These are neither denials nor faults.',
        next:
          chargerId === null &&
          html`<a class="button" download href=${withQuery('/api/mode-changes', { format: 'csv' })}>CSV</a>`,
      })}
    </section>`
}

/** While a change is under way there is nothing new in the history. */
function isOver(modeStatus: unknown): boolean {
  return modeStatus !== undefined && modeStatus !== 'applying'
}

function problemsOnly(value: string, onValue: (value: string) => void) {
  return {
    label: 'Problems only',
    checked: value === 'true',
    onChecked: (on: boolean) => onValue(on ? 'true' : ''),
  }
}

const causes: Record<ModeChange['cause'], string> = {
  override: 'an override',
  window: 'a window',
  default: 'the default mode',
  rollout: 'the rollout',
  drift: 'a correction',
}

function rows(changes: ModeChange[], showCharger: boolean): VNode {
  return html`<ul class="rows">
    ${changes.map(
      (change) =>
        html`<li key=${change.id}>
          <details class="mode-item">
            <summary>${line(change, showCharger)}</summary>
            <div class="mode-body">
              ${change.problem !== null && html`<p>${change.problem}</p>`} ${modeSteps(change.steps)}
              <p class="small soft">
                Begun ${time(change.startedAt, 'full')}, over ${time(change.completedAt, 'full')}.
                <a href=${chargerPath(change.chargerId)}>To ${change.chargerId}</a>
              </p>
            </div>
          </details>
        </li>`,
    )}
  </ul>`
}

function line(change: ModeChange, showCharger: boolean): VNode {
  const to = modeWords(change.toMode)
  return html`<span class="mode-line change">
    <span class="who">${showCharger && html`<span class="name">${change.chargerId}</span>`}</span>
    <span class="expected"
      ><span class="line"
        >${change.fromMode !== null && change.fromMode !== change.toMode && html`${modeWords(change.fromMode).label} → `}${icon(to.icon, 15)}${to.label}</span
      ><span class="soft small"
        >by ${causes[change.cause]}${change.attempt > 1 && `, attempt ${change.attempt}`}</span
      ></span
    >
    <span class="state">${status(modeChangeWords(change.outcome))}</span>
    <span class="next soft small">${time(change.startedAt)}</span>
    <span class="opener">${icon('down', 16)}</span>
  </span>`
}
