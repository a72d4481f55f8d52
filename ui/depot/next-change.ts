import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { html } from '../lib/html.ts'
import { withQuery } from '../lib/api.ts'
import { useChange, useResource } from '../lib/resource.ts'
import type { Calendar } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { dayOf, fullTime, relativeTime, startOfDay } from '../lib/zoned-time.ts'
import { addDays } from '../lib/local-date.ts'
import type { Scope } from './schedule-scope.ts'

const aheadDays = 35

interface NextChangeProps {
  scope: Scope
  /** What stands for the schedule: when it is another, the change is looked up again. */
  asked: unknown
}

/** What holds now and what comes next, in words. */
export function NextChange({ scope, asked }: NextChangeProps): VNode | null {
  const now = useNow()
  const today = dayOf(now, depotZone())
  const query = {
    from: startOfDay(today, depotZone()).toISOString(),
    to: startOfDay(addDays(today, aheadDays), depotZone()).toISOString(),
    scope: scope.scope,
    scopeId: scope.id,
  }
  const { loaded, reload } = useResource<Calendar>(withQuery('/api/calendar', query))
  useChange(asked, reload)
  if (loaded.state !== 'ready') return null
  const { segments, boundaries } = loaded.data
  const nowMs = now.getTime()
  const present = segments.find((each) => Date.parse(each.from) <= nowMs && nowMs < Date.parse(each.until))
  const next = boundaries.find((each) => Date.parse(each.at) > nowMs)
  if (!present) return null
  return html`<p class="next-change">
    ${icon(modeWords(present.mode).icon)}
    <span>
      <span class="strong">${modeWords(present.mode).label} now.</span>
      ${
        next
          ? ` ${modeWords(next.mode).label} ${relativeTime(next.at, now)}: ${fullTime(next.at, depotZone()).replace(/:00 /, ' ')}.`
          : ` No change in the next ${aheadDays} days.`
      }
    </span>
  </p>`
}
