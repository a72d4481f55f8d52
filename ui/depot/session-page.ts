import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { facts, figures, panel } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { whenFound, type EmptyParts } from '../components/states.ts'
import { time } from '../components/time.ts'
import type { ChargingSession } from '../lib/api-types.ts'
import { formatCount, words } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { accessClassLabels, chargerPath, connectorName, protocolLabels } from '../lib/names.ts'
import { useResource } from '../lib/resource.ts'
import { useSessionHints } from '../lib/session-feed.ts'
import { flagLabel, flagSentence, sessionEnergy, sessionLength } from '../lib/session-words.ts'
import { modeWords, sessionStatus } from '../lib/status-words.ts'
import { useNow } from '../lib/time.ts'
import { SessionDecision } from './session-decision.ts'
import { SessionMeter } from './session-meter.ts'
import { sessionTimeline } from './session-timeline.ts'

/** One session: what was charged, by whom, why it was allowed, and what is odd about it. */
export function SessionPage({ params }: { params: Record<string, string> }): VNode {
  const id = params['id'] ?? ''
  const session = useResource<ChargingSession>(`/api/sessions/${encodeURIComponent(id)}`)
  useSessionHints(Number(id), session.reload)
  return html`<a class="back" href="/sessions">${icon('left', 16)}Sessions</a>
    ${whenFound(session, unknown(id), (data) => h(Detail, { session: data }))}`
}

function unknown(id: string): EmptyParts {
  return {
    icon: 'bolt',
    title: `There is no session ${id}`,
    text: 'The address may be incomplete, or of another depot.',
    next: html`<a class="button primary" href="/sessions">To the sessions</a>`,
  }
}

function Detail({ session }: { session: ChargingSession }): VNode {
  const now = useNow()
  return html`${pageHead(`Session ${session.id}`, status(sessionStatus(session), 18))}
    <section class="panel">
      <div class="panel-body">
        ${figures([
          ['Energy', sessionEnergy(session)],
          [session.endedAt === null ? 'Running for' : 'Duration', sessionLength(session, now)],
          ['Charger', html`<a href=${chargerPath(session.chargerId)}>${session.chargerId}</a>`],
          ['Vehicle', session.vehicle ?? html`<span class="mono">${session.maskedIdentifier ?? '–'}</span>`],
        ])}
      </div>
    </section>
    ${session.flags.map(
      (flag) =>
        html`<div class="notice warn" key=${flag}>
          ${icon('warning')}
          <div><span class="strong">${flagLabel(flag)}</span>${flagSentence(flag)}</div>
        </div>`,
    )}
    <div class="columns">
      <div class="stack">${h(SessionMeter, { session })} ${h(SessionDecision, { session })}</div>
      <div class="stack">
        ${panel({ title: 'Timeline', body: sessionTimeline(session) })} ${details(session)}
      </div>
    </div>`
}

function details(session: ChargingSession): VNode {
  return panel({
    title: 'Details',
    body: facts([
      ['Connector', connectorName(session.evseId, session.connectorId)],
      ['Identifier', session.maskedIdentifier && html`<span class="mono">${session.maskedIdentifier}</span>`],
      ['Class', session.accessClass && accessClassLabels[session.accessClass]],
      ['Mode', session.accessMode && modeWords(session.accessMode).label],
      ['Meter at start', session.meterStartWh === null ? null : `${formatCount(session.meterStartWh)} Wh`],
      ['Meter at end', session.meterStopWh === null ? null : `${formatCount(session.meterStopWh)} Wh`],
      ['Stop reason', session.stopReason && words(session.stopReason)],
      ['Transaction', session.transactionId && html`<code>${session.transactionId}</code>`],
      ['Protocol', protocolLabels[session.protocol ?? ''] ?? session.protocol],
      ['Heard of', time(session.receivedAt, 'full')],
    ]),
  })
}
