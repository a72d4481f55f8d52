import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { figures, panel } from '../components/panel.ts'
import { empty, problemNotice, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { may, withQuery, api } from '../lib/api.ts'
import type { Decision } from '../lib/api-types.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useAction, useChange, useResource } from '../lib/resource.ts'
import type { ReportedIdentifier, RolloutReport } from '../lib/rollout-types.ts'
import { useRested } from '../lib/time.ts'
import { EnrolDialog } from './enrol-dialog.ts'

const spans = [1, 7, 30]

/** Who would have been refused in the last days, by reason, with one step from there to the list. */
export function ObserveReport({ chargerId }: { chargerId: string }): VNode {
  const [days, setDays] = useState(7)
  const report = useResource<RolloutReport>(withQuery('/api/rollout/report', { days, chargerId }))
  const [heard, setHeard] = useState(0)
  useEffect(() => listen('decision', () => setHeard((count) => count + 1)), [])
  useChange(useRested(heard), report.reload)
  const chips = spans.map(
    (each) =>
      html`<button
        type="button"
        class="chip"
        key=${each}
        aria-pressed=${each === days ? 'true' : 'false'}
        onClick=${() => setDays(each)}
      >
        ${each === 1 ? '1 day' : `${each} days`}
      </button>`,
  )
  const body = whenLoaded(report, (data) =>
    data.attempts === 0 ? none() : h(Findings, { report: data, reload: report.reload }),
  )
  return panel({ title: 'Who would be refused', actions: chips, flush: true, body })
}

function none(): VNode {
  return empty({
    icon: 'eye',
    title: 'No attempt was observed in these days',
    text: 'In the stage “Observe” every attempt that carries an identifier is decided and counted here, while the charger stays open.',
  })
}

interface FindingsProps {
  report: RolloutReport
  reload: () => void
}

function Findings({ report, reload }: FindingsProps): VNode {
  const [enrolling, setEnrolling] = useState<Decision | null>(null)
  const open = useAction(async (decisionId: number) => {
    setEnrolling(await api.get<Decision>(`/api/decisions/${decisionId}`))
  })
  return html`<div class="panel-body">
      ${figures([
        ['Attempts', formatCount(report.attempts)],
        ['Would have been refused', formatCount(report.wouldRefuse)],
        ['Identifiers concerned', formatCount(report.identifiers.length)],
      ])}
      <ul class="cluster" aria-label="By reason">
        ${report.byReason.map(({ reason, count }) => html`<li class="badge" key=${reason}>${reasonLabel(reason)} ${formatCount(count)}</li>`)}
      </ul>
      ${open.problem && problemNotice(open.problem)}
    </div>
    <ul class="rows">
      ${report.identifiers.map((each) => row(each, (id) => void open.run(id)))}
    </ul>
    ${enrolling && h(EnrolDialog, { decision: enrolling, onClose: () => setEnrolling(null), onDone: reload })}`
}

function row(each: ReportedIdentifier, enrol: (decisionId: number) => void): VNode {
  return html`<li class="report-row" key=${`${each.decisionId} ${each.reason}`}>
    <span class="who"
      ><span class="mono strong">${each.maskedIdentifier ?? 'nothing presented'}</span
      ><span class="small soft">${reasonLabel(each.reason)}</span></span
    >
    <span class="small"
      >${formatCount(each.count)} ${each.count === 1 ? 'attempt' : 'attempts'}<span class="soft"
        >, last <a href=${`/decisions/${each.decisionId}`}>${time(each.lastAt)}</a> at
        ${each.chargerIds.join(', ')}</span
      ></span
    >
    <span class="act"
      >${
        each.enrolled
          ? html`<span class="status good">${icon('check', 15)}In the list now</span>`
          : each.canEnrol &&
            may('decisions.enrol') &&
            html`<button type="button" class="button" onClick=${() => enrol(each.decisionId)}>
              ${icon('plus', 16)}Add to list
            </button>`
      }</span
    >
  </li>`
}
