import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { facts, panel } from '../components/panel.ts'
import { badge } from '../components/status.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import type { Condition, SystemReport } from '../lib/api-types.ts'
import { formatBytes, formatCount, formatDuration } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useResource } from '../lib/resource.ts'
import { useNow } from '../lib/time.ts'
import { clockWords } from './decision-facts.ts'

/** How the gateway itself is. */
export function SystemPage(): VNode {
  const system = useResource<SystemReport>('/api/system')
  useEffect(() => listen('condition', system.reload), [])
  const now = useNow()
  const again = html`<button type="button" class="button" onClick=${system.reload}>
    ${icon('refresh')}Refresh
  </button>`
  return html`${pageHead('System', again)}
  ${whenLoaded(
    system,
    (report) =>
      html`<div class="columns even">
        <div class="stack">${conditions(report.conditions)} ${gateway(report, now)}</div>
        <div class="stack">${clock(report)} ${storage(report)}</div>
      </div>`,
    8,
  )}`
}

function conditions(list: Condition[]): VNode {
  const state =
    list.length > 0
      ? badge({ icon: 'warning', label: 'Needs attention', tone: 'warn' })
      : badge({ icon: 'circle-check', label: 'Ready', tone: 'good' })
  const body =
    list.length === 0
      ? empty({
          icon: 'circle-check',
          title: 'All is well',
          text: 'Nothing about this gateway needs anybody’s attention.',
        })
      : html`<ul class="rows">
          ${list.map(
            (each) =>
              html`<li class="fault-row" key=${each.code}>
                <span class="status warn">${icon('warning')}</span>
                <div>
                  <span class="strong">${each.message}</span>
                  <div>${each.nextStep}</div>
                  <div class="soft small">since ${time(each.since, 'full')}</div>
                </div>
              </li>`,
          )}
        </ul>`
  return panel({ title: 'Condition', actions: state, flush: true, body })
}

function gateway(report: SystemReport, now: Date): VNode {
  return panel({
    title: 'Gateway',
    body: facts([
      ['Version', report.version],
      ['Running for', formatDuration(now.getTime() - Date.parse(report.startedAt))],
      ['Started', time(report.startedAt, 'full')],
      ['Chargers', `${formatCount(report.chargers.online)} of ${formatCount(report.chargers.total)} online`],
      ['Identity', html`<code>${report.gatewayId}</code>`],
      ['Node', report.node],
    ]),
  })
}

function clock({ clock: { now, confidence }, zone }: SystemReport): VNode {
  const trusted = confidence === 'synchronised'
  return panel({
    title: 'Clock',
    body: facts([
      ['Time', time(now, 'full')],
      ['Zone', zone],
      [
        'Confidence',
        html`<span class="status ${trusted ? 'good' : 'warn'}"
          >${icon(trusted ? 'circle-check' : 'warning', 15)}${clockWords[confidence]}</span
        >`,
      ],
    ]),
  })
}

function storage({ storage: { databaseBytes, freeBytes }, ledger }: SystemReport): VNode {
  return panel({
    title: 'Storage',
    body: facts([
      ['Database', formatBytes(databaseBytes)],
      ['Free on its disk', formatBytes(freeBytes)],
      ['Ledger', `${formatCount(ledger.seq)} entries`],
    ]),
  })
}
