import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { selectField, textField } from '../components/field.ts'
import { dayFields, FilterBar } from '../components/filter-bar.ts'
import { icon } from '../components/icon.ts'
import { listBody, newer, pageHead } from '../components/list-parts.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import { withQuery } from '../lib/api.ts'
import type { ChargingSession } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { connectorName } from '../lib/names.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { useShownSessions } from '../lib/session-feed.ts'
import { flagLabel, sessionEnergy, sessionLength } from '../lib/session-words.ts'
import { sessionStatus } from '../lib/status-words.ts'
import { daySpan, useNow, useRested } from '../lib/time.ts'

export function SessionsPage(): VNode {
  const [filters, setFilters] = useFilters(['chargerId', 'state', 'fromDay', 'toDay'])
  const chargerId = useRested(filters.chargerId.trim())
  const query = { chargerId, state: filters.state, ...daySpan(filters.fromDay, filters.toDay) }
  const sessions = useList<ChargingSession>('/api/sessions', query)
  useShownSessions(sessions)
  const [fresh, setFresh] = useState(0)
  useEffect(
    () => listen('session', (message) => message['state'] === 'started' && setFresh((count) => count + 1)),
    [],
  )
  const show = () => {
    setFresh(0)
    sessions.reload()
  }
  const csv = html`<a class="button" download href=${withQuery('/api/sessions', { ...query, format: 'csv' })}>
    ${icon('download')}CSV
  </a>`
  const now = useNow()
  return html`${pageHead('Sessions', csv)}
    ${h(FilterBar, {
      first: textField({
        label: 'Charger',
        value: filters.chargerId,
        onValue: (value) => setFilters({ chargerId: value }),
        attributes: { type: 'search', placeholder: 'All' },
      }),
      rest: html`${selectField({
        label: 'State',
        value: filters.state,
        onValue: (state) => setFilters({ state }),
        options: [
          ['', 'All'],
          ['open', 'Running'],
          ['started', 'Started'],
          ['charging', 'Charging'],
          ['ended', 'Ended'],
        ],
      })}
      ${dayFields(filters, setFilters)}`,
      active: [filters.state, filters.fromDay, filters.toDay].filter(Boolean).length,
    })}
    ${newer(fresh, ['session', 'sessions'], show)}
    <section class="panel">
      ${listBody(
        sessions,
        (items) =>
          html`<ul class="rows">
            ${items.map((session) => row(session, now))}
          </ul>`,
        {
          icon: 'bolt',
          title: 'No session here',
          text: 'A session appears as soon as a charger reports its start. A filter may hide some.',
        },
      )}
    </section>`
}

function row(session: ChargingSession, now: Date): VNode {
  const who = session.vehicle ?? session.maskedIdentifier
  return html`<li key=${session.id}>
    <a class="session-row" href=${`/sessions/${session.id}`}>
      <span class="state">${status(sessionStatus(session))}</span>
      <span class="where"
        ><span class="name">${session.chargerId}</span>
        <span class="soft small">${connectorName(session.evseId, session.connectorId)}</span></span
      >
      <span class="who ${session.vehicle === null && session.maskedIdentifier ? 'mono' : ''}"
        >${who ?? html`<span class="soft">Nobody identified</span>`}</span
      >
      <span class="energy strong">${sessionEnergy(session)}</span>
      <span class="when"
        >${time(session.startedAt)} <span class="soft small">· ${sessionLength(session, now)}</span></span
      >
      ${
        session.flags.length > 0 &&
        html`<span class="flags">${session.flags.map((flag) => flagBadge(flag))}</span>`
      }
      <span class="go">${icon('right')}</span>
    </a>
  </li>`
}

function flagBadge(flag: string): VNode {
  return html`<span class="badge warn" key=${flag}>${icon('warning', 12)}${flagLabel(flag)}</span>`
}
