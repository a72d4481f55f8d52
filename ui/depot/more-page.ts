import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { furtherPages, type NavEntry } from '../components/shell.ts'
import { whoAmI } from '../lib/api.ts'
import { html } from '../lib/html.ts'
import { roleLabels } from '../lib/names.ts'
import { useStore } from '../lib/store.ts'
import { useNow } from '../lib/time.ts'
import { zoneName } from '../lib/zoned-time.ts'

/** What has no place in the bar at the bottom of a phone. */
export function MorePage(): VNode {
  const who = useStore(whoAmI)
  const now = useNow()
  const zone = who?.zone ?? 'UTC'
  const account: NavEntry = { path: '/account', label: who?.user?.name ?? 'Account', icon: 'key' }
  return html`${pageHead('More')}
    <nav class="panel menu" aria-label="Further pages">${furtherPages().map((page) => entry(page))}</nav>
    <nav class="panel menu" aria-label="Account">
      ${entry(account, who?.user ? `${roleLabels[who.user.role]} · password, sign out` : '')}
    </nav>
    <p class="soft small">
      Gatehouse ${who?.version}<br />
      All times in ${zone} (${zoneName(now, zone)})
    </p>`
}

function entry(page: NavEntry, note = ''): VNode {
  return html`<a key=${page.path} href=${page.path}>
    ${icon(page.icon, 22)}
    <span
      ><span class="strong">${page.label}</span
      >${note && html`<br /><span class="soft small">${note}</span>`}</span
    >
    ${icon('right')}
  </a>`
}
