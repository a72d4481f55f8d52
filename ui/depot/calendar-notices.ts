import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { ApiProblem, may } from '../lib/api.ts'
import { html } from '../lib/html.ts'
import type { AccessPolicy, AccessWindow, Overlap, RolloutStage } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'
import { depotZone } from '../lib/time.ts'
import { windowName } from '../lib/window-words.ts'
import { dayOf, fullTime } from '../lib/zoned-time.ts'
import { schedulePath, type Scope } from './schedule-scope.ts'

/** Where a calendar is not enforced, it says so. */
export function stageNotice(stage: RolloutStage): VNode | null {
  if (stage === 'enforce') return null
  const [title, text] =
    stage === 'off'
      ? ['Managed access is off', 'All chargers here stay open, whatever the calendar says.']
      : ['Observing', 'Chargers stay open. What the calendar would have refused is recorded, not enforced.']
  return html`<div class="notice warn">
    ${icon('eye')}
    <div><span class="strong">${title}</span>${text} <a href="/rollout">To the rollout</a></div>
  </div>`
}

interface FollowParts {
  policy: AccessPolicy
  scope: Scope
  isOwn: boolean
  begun: boolean
  onBegin: () => void
}

/** Says whose calendar this is where it is somebody else's, with the two ways to change it. */
export function followNotice({ policy, scope, isOwn, begun, onBegin }: FollowParts): VNode | null {
  if (isOwn) return null
  const owner = policy.scope === 'group' ? 'its group' : 'the depot'
  const mine = scope.scope === 'group' ? 'This group' : scope.id
  if (begun) {
    return html`<div class="notice">
      ${icon('calendar')}
      <div>
        <span class="strong">A calendar of its own begins with your first saved change</span>
        Until then ${mine} goes on with the calendar of ${owner}.
      </div>
    </div>`
  }
  return html`<div class="notice">
    ${icon('calendar')}
    <div>
      <span class="strong">${mine} follows the calendar of ${owner}</span>
      ${modeWords(policy.defaultMode).label} by default,
      ${policy.windows.length === 1 ? '1 window' : `${policy.windows.length} windows`}.
      ${
        may('policy.write') &&
        html`<div class="next cluster">
          <a class="button" href=${schedulePath({ scope: policy.scope, id: policy.scopeId })}
            >Edit that calendar</a
          >
          <button type="button" class="button" onClick=${onBegin}>Give it one of its own</button>
        </div>`
      }
    </div>
  </div>`
}

/** Where a draft's windows contradict each other, with both names and a way to the place. */
export function draftConflict(overlap: Overlap | null, onWeek: (date: string) => void): VNode | null {
  if (!overlap) return null
  const zone = depotZone()
  const names = overlap.windows.map(
    (each) => `“${windowName(each)}” (${modeWords(each.mode).label.toLowerCase()})`,
  )
  const [from, until] = [overlap.from, overlap.until].map((at) => fullTime(at, zone).replace(/:00 /, ' '))
  return html`<div class="notice bad" role="alert">
    ${icon('warning')}
    <div>
      <span class="strong">${names.join(' and ')} overlap</span>
      From ${from} until ${until} both would hold with equal priority. Change the times of one, or give one a
      higher priority.
      <div class="next">
        <button type="button" class="button" onClick=${() => onWeek(dayOf(new Date(overlap.from), zone))}>
          Show the place
        </button>
      </div>
    </div>
  </div>`
}

/** A refusal that names windows by their place in the list, as one that names them as people do. */
export function namingWindows(problem: ApiProblem, windows: readonly AccessWindow[]): ApiProblem {
  const errors = problem.errors.map(({ field, message }) => {
    const [, index = '', member = ''] = /^windows\.(\d+)\.?(.*)$/.exec(field) ?? []
    const window = windows[Number(index)]
    return index === '' || !window
      ? { field, message }
      : { field: `“${windowName(window)}” ${member}`, message }
  })
  return new ApiProblem(problem.status, problem.message, { errors, type: problem.kind })
}
