import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { may, withQuery } from '../lib/api.ts'
import type { Page } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useResource } from '../lib/resource.ts'
import { navigate } from '../lib/router.ts'
import type { ChargerGroup } from '../lib/schedule-types.ts'
import { GroupDialog } from './group-dialog.ts'
import { schedulePath } from './schedule-scope.ts'

/** Chargers that go by one calendar together. */
export function GroupsPage(): VNode {
  const groups = useResource<Page<ChargerGroup>>(withQuery('/api/groups', { limit: 200 }))
  const [adding, setAdding] = useState(false)
  useEffect(() => listen('schedule', groups.reload), [])
  const add =
    may('policy.write') &&
    html`<button type="button" class="button" onClick=${() => setAdding(true)}>
      ${icon('plus')}Add group
    </button>`
  return html`${pageHead('Groups', add, 'Chargers that go by a calendar of their own together. A charger is in one group at most; one without goes by the depot’s calendar.')}
    <section class="panel">
      ${whenLoaded(groups, ({ items }) => (items.length === 0 ? none() : rows(items)))}
    </section>
    ${
      adding &&
      h(GroupDialog, {
        group: null,
        onClose: () => setAdding(false),
        onDone: ({ id }) => navigate(schedulePath({ scope: 'group', id: String(id) })),
      })
    }`
}

function none(): VNode {
  return empty({
    icon: 'group',
    title: 'No group yet',
    text: 'Make one where some chargers are open at other hours than the rest, such as those at the visitors’ entrance.',
  })
}

function rows(groups: ChargerGroup[]): VNode {
  return html`<ul class="rows">
    ${groups.map(
      (group) =>
        html`<li key=${group.id}>
          <a class="group-row" href=${schedulePath({ scope: 'group', id: String(group.id) })}>
            <span class="name">${group.name}</span>
            <span class="soft small members">${group.chargerIds.join(', ') || 'No charger in it yet'}</span>
            <span class="small soft">${group.hasPolicy ? 'own calendar' : 'the depot’s calendar'}</span>
            <span class="go">${icon('right')}</span>
          </a>
        </li>`,
    )}
  </ul>`
}
