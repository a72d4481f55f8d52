import type { ComponentChildren, VNode } from 'preact'
import { may, whoAmI } from '../lib/api.ts'
import type { Permission } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { roleLabels } from '../lib/names.ts'
import { place } from '../lib/router.ts'
import { useStore } from '../lib/store.ts'
import { useNow } from '../lib/time.ts'
import { zoneName } from '../lib/zoned-time.ts'
import { ConditionBanner } from './condition-banner.ts'
import { icon, type IconName } from './icon.ts'
import { liveBadge } from './live-badge.ts'
import { Toasts } from './toast.ts'

export interface NavEntry {
  path: string
  label: string
  icon: IconName
  needs?: Permission
  /** Also has a place in the bar at the bottom of a phone. */
  onPhone?: boolean
}

const daily: NavEntry[] = [
  { path: '/chargers', label: 'Chargers', icon: 'charger', needs: 'chargers.read', onPhone: true },
  { path: '/schedule', label: 'Schedule', icon: 'calendar', needs: 'chargers.read', onPhone: true },
  { path: '/modes', label: 'Modes', icon: 'arrows', needs: 'chargers.read' },
  { path: '/sessions', label: 'Sessions', icon: 'bolt', needs: 'sessions.read', onPhone: true },
  { path: '/decisions', label: 'Decisions', icon: 'decisions', needs: 'decisions.read', onPhone: true },
  { path: '/identifiers', label: 'Identifiers', icon: 'card', needs: 'identifiers.read' },
]

const rest: NavEntry[] = [
  { path: '/groups', label: 'Groups', icon: 'group', needs: 'chargers.read' },
  { path: '/rollout', label: 'Rollout', icon: 'stairs', needs: 'decisions.read' },
  { path: '/system', label: 'System', icon: 'system', needs: 'system.read' },
  { path: '/ledger', label: 'Ledger', icon: 'ledger', needs: 'ledger.read' },
  { path: '/users', label: 'Users and tokens', icon: 'users', needs: 'users.manage' },
  { path: '/reference', label: 'API reference', icon: 'book' },
]

/** What the signed-in user finds behind "More" on a phone. */
export function furtherPages(): NavEntry[] {
  return [...daily.filter((entry) => !entry.onPhone), ...rest].filter(isAllowed)
}

/** The frame of every page: navigation, who is signed in, whether it is live, what is wrong with the gateway. */
export function Shell({ children }: { children: ComponentChildren }): VNode {
  const { path } = useStore(place)
  return html`<div class="app">
    <a class="skip button" href="#main">Skip to the page</a>
    <header class="topbar">${brand()}${liveBadge()}</header>
    ${rail(path)}
    <main class="page" id="main" tabindex="-1">${h(ConditionBanner, {})}${children}</main>
    ${bottomBar(path)}${h(Toasts, {})}
  </div>`
}

export function brand(): VNode {
  return html`<a class="brand" href="/chargers">${icon('gate', 24)}Gatehouse</a>`
}

function rail(path: string): VNode {
  const entry = (each: NavEntry) =>
    html`<li key=${each.path}>
      <a href=${each.path} aria-current=${current(each, path)}>${icon(each.icon)}${each.label}</a>
    </li>`
  return html`<div class="rail">
    ${brand()}
    <nav aria-label="Pages">
      <ul>
        ${daily.filter(isAllowed).map(entry)}
      </ul>
    </nav>
    <nav aria-labelledby="rail-gateway">
      <p class="rail-group" id="rail-gateway">Gateway</p>
      <ul>
        ${rest.filter(isAllowed).map(entry)}
      </ul>
    </nav>
    ${h(RailFoot, {})}
  </div>`
}

function RailFoot(): VNode {
  const who = useStore(whoAmI)
  const now = useNow()
  const zone = who?.zone ?? 'UTC'
  return html`<div class="rail-foot">
    ${liveBadge()}
    <a class="person" href="/account">
      <span class="strong">${who?.user?.name}</span>
      <span class="soft small">${who?.user && roleLabels[who.user.role]}</span>
    </a>
    <span class="soft small">Times in ${zone} (${zoneName(now, zone)})</span>
  </div>`
}

function bottomBar(path: string): VNode {
  const inBar = daily.filter((each) => each.onPhone && isAllowed(each))
  const entries: NavEntry[] = [...inBar, { path: '/more', label: 'More', icon: 'more' }]
  return html`<nav class="nav-bottom" aria-label="Pages">
    ${entries.map(
      (each) =>
        html`<a key=${each.path} href=${each.path} aria-current=${currentOnPhone(each, path)}>
          ${icon(each.icon, 22)}<span>${each.label}</span>
        </a>`,
    )}
  </nav>`
}

function current(entry: NavEntry, path: string): 'page' | undefined {
  return path === entry.path || path.startsWith(`${entry.path}/`) ? 'page' : undefined
}

/** On a phone "More" stands for all pages that have no place of their own in the bar. */
function currentOnPhone(entry: NavEntry, path: string): 'page' | undefined {
  if (entry.path !== '/more') return current(entry, path)
  const elsewhere = [
    ...daily.filter((each) => !each.onPhone),
    ...rest,
    { path: '/account', label: '', icon: 'key' as const },
  ]
  return path === '/more' || elsewhere.some((each) => current(each, path)) ? 'page' : undefined
}

function isAllowed(entry: NavEntry): boolean {
  return entry.needs === undefined || may(entry.needs)
}
