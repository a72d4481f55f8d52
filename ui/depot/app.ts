import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { problemNotice, empty, loading } from '../components/states.ts'
import { Shell } from '../components/shell.ts'
import { refreshWhoAmI, whoAmI, type ApiProblem } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { startLiveFeed } from '../lib/live.ts'
import { asProblem } from '../lib/resource.ts'
import { matchPath, navigate, place } from '../lib/router.ts'
import { useStore } from '../lib/store.ts'
import { AccountPage } from './account-page.ts'
import { ApiReferencePage } from './api-reference-page.ts'
import { ChargerPage } from './charger-page.ts'
import { ChargersPage } from './chargers-page.ts'
import { DecisionPage } from './decision-page.ts'
import { DecisionsPage } from './decisions-page.ts'
import { GroupPage } from './group-page.ts'
import { GroupsPage } from './groups-page.ts'
import { IdentifiersPage } from './identifiers-page.ts'
import { LedgerPage } from './ledger-page.ts'
import { ModesPage } from './modes-page.ts'
import { MorePage } from './more-page.ts'
import { RolloutPage } from './rollout-page.ts'
import { SchedulePage } from './schedule-page.ts'
import { SessionPage } from './session-page.ts'
import { SessionsPage } from './sessions-page.ts'
import { SetupPage } from './setup-page.ts'
import { SignInPage } from './sign-in-page.ts'
import { SystemPage } from './system-page.ts'
import { UsersPage } from './users-page.ts'

const routes: [pattern: string, page: (props: { params: Record<string, string> }) => VNode][] = [
  ['/chargers', ChargersPage],
  ['/chargers/:id', ChargerPage],
  ['/chargers/:id/:tab', ChargerPage],
  ['/schedule', SchedulePage],
  ['/groups', GroupsPage],
  ['/groups/:id', GroupPage],
  ['/modes', ModesPage],
  ['/modes/:tab', ModesPage],
  ['/rollout', RolloutPage],
  ['/sessions', SessionsPage],
  ['/sessions/:id', SessionPage],
  ['/decisions', DecisionsPage],
  ['/decisions/:id', DecisionPage],
  ['/identifiers', IdentifiersPage],
  ['/ledger', LedgerPage],
  ['/users', UsersPage],
  ['/system', SystemPage],
  ['/reference', ApiReferencePage],
  ['/account', AccountPage],
  ['/more', MorePage],
]

/** The LAN UI: set-up, then sign-in, then the pages. */
export function App(): VNode {
  const who = useStore(whoAmI)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const start = () => {
    setProblem(null)
    refreshWhoAmI().catch((error: unknown) => setProblem(asProblem(error)))
  }
  useEffect(start, [])
  if (problem) return unreachable(problem, start)
  if (!who) return html`<main class="solo">${loading(4)}</main>`
  if (who.setupRequired) return h(SetupPage, {})
  if (!who.user) return h(SignInPage, {})
  return h(SignedIn, {})
}

function SignedIn(): VNode {
  useEffect(startLiveFeed, [])
  const { path } = useStore(place)
  useEffect(() => {
    if (path === '/') navigate('/chargers', { replace: true })
  }, [path])
  return h(Shell, { children: path === '/' ? null : pageAt(path) })
}

function pageAt(path: string): VNode {
  for (const [pattern, page] of routes) {
    const params = matchPath(pattern, path)
    if (params) return h(page, { params, key: params['id'] ?? pattern })
  }
  const next = html`<a class="button primary" href="/chargers">To the chargers</a>`
  return empty({ icon: 'question', title: 'There is no such page', text: path, next })
}

function unreachable(problem: ApiProblem, again: () => void): VNode {
  const next = html`<button type="button" class="button" onClick=${again}>Try again</button>`
  return html`<main class="solo">${problemNotice(problem, next)}</main>`
}
