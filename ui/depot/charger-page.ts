import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { badge, status } from '../components/status.ts'
import { whenFound, type EmptyParts } from '../components/states.ts'
import { time } from '../components/time.ts'
import { may } from '../lib/api.ts'
import type { Charger } from '../lib/api-types.ts'
import { useChargerHints } from '../lib/charger-feed.ts'
import { h, html } from '../lib/html.ts'
import { formatClockSkew, isFarOff } from '../lib/format.ts'
import { chargerPath, modelLine, protocolLabels } from '../lib/names.ts'
import { useResource } from '../lib/resource.ts'
import { onlineStatus } from '../lib/status-words.ts'
import { ChargerActions } from './charger-actions.ts'
import { ChargerMessages } from './charger-messages.ts'
import { ChargerOverview } from './charger-overview.ts'
import { ChargerSchedule } from './charger-schedule.ts'
import { ChargerSetup } from './charger-setup.ts'
import { WaitingChargers } from './waiting-chargers.ts'

/** What each tab of a charger is given. */
export interface ChargerTabProps {
  charger: Charger
  reload: () => void
}

const tabs = [
  { name: '', label: 'Overview', show: ChargerOverview, allowed: () => true },
  { name: 'schedule', label: 'Schedule', show: ChargerSchedule, allowed: () => true },
  { name: 'messages', label: 'Messages', show: ChargerMessages, allowed: () => may('frames.read') },
  { name: 'actions', label: 'Actions', show: ChargerActions, allowed: () => may('chargers.control') },
  { name: 'setup', label: 'Set-up', show: ChargerSetup, allowed: () => true },
]

/** One charger: where a technician who scanned the code on its door lands. */
export function ChargerPage({ params }: { params: Record<string, string> }): VNode {
  const id = params['id'] ?? ''
  const charger = useResource<Charger>(`/api/chargers/${encodeURIComponent(id)}`)
  useChargerHints(id, charger.reload)
  useEffect(() => {
    document.title = `${id} · Gatehouse`
    return () => {
      document.title = 'Gatehouse'
    }
  }, [id])
  return html`<a class="back" href="/chargers">${icon('left', 16)}Chargers</a>
    ${whenFound(charger, unknown(id), (data) => page(data, params['tab'] ?? '', charger.reload))}`
}

function page(charger: Charger, current: string, reload: () => void): VNode {
  const tab = tabs.find((each) => each.name === current && each.allowed()) ?? tabs[0]
  return html`${head(charger)}
    ${charger.status === 'waiting' && h(WaitingChargers, { chargers: [charger], reload })}
    <nav class="tabs" aria-label=${`Pages of ${charger.id}`}>
      ${tabs
        .filter((each) => each.allowed())
        .map(
          (each) =>
            html`<a
              key=${each.name}
              href=${chargerPath(charger.id, each.name)}
              aria-current=${each === tab ? 'page' : undefined}
              >${each.label}</a
            >`,
        )}
    </nav>
    ${tab && h(tab.show, { charger, reload })}`
}

function head(charger: Charger): VNode {
  const since = charger.online ? charger.onlineSince : charger.offlineSince
  const faults = charger.activeFaults
  return html`<header class="charger-head">
    <div class="spread">
      <h1 class="mono-name">${charger.id}</h1>
      <div class="cluster">
        ${charger.status === 'refused' && badge({ icon: 'circle-cross', label: 'Turned away', tone: 'bad' })}
        ${clockBadge(charger.clockSkewMs)}
        ${faults > 0 && badge({ icon: 'warning', label: faults === 1 ? '1 fault' : `${faults} faults`, tone: 'bad' })}
        <span>
          ${status(onlineStatus(charger))}
          <span class="soft small"> ${since ? html`since ${time(since)}` : 'never connected'}</span>
        </span>
      </div>
    </div>
    <p class="soft">
      ${[charger.label, modelLine(charger), protocolLabels[charger.protocol ?? '']].filter(Boolean).join(' · ')}
    </p>
  </header>`
}

function clockBadge(skewMs: number | null): VNode | null {
  if (skewMs === null || !isFarOff(skewMs)) return null
  return badge({ icon: 'clock', label: `Clock ${formatClockSkew(skewMs)}`, tone: 'warn' })
}

function unknown(id: string): EmptyParts {
  return {
    icon: 'charger',
    title: `No charger is called ${id}`,
    text: 'It may have been removed, or the code on its door is of another depot.',
    next: html`<a class="button primary" href="/chargers">To the chargers</a>`,
  }
}
