import type { VNode } from 'preact'
import { html } from '../lib/html.ts'
import { useResource } from '../lib/resource.ts'
import { navigate } from '../lib/router.ts'
import type { Page, Charger } from '../lib/api-types.ts'
import type { ChargerGroup } from '../lib/schedule-types.ts'
import { withQuery } from '../lib/api.ts'
import { schedulePath, type Scope } from './schedule-scope.ts'

/** Goes from one calendar to another: the depot's, a group's, a charger's. */
export function ScopeChoice({ current }: { current: Scope }): VNode {
  const groups = useResource<Page<ChargerGroup>>(withQuery('/api/groups', { limit: 200 })).loaded
  const chargers = useResource<Page<Charger>>(withQuery('/api/chargers', { limit: 200 })).loaded
  const option = (scope: Scope, label: string) => {
    const path = schedulePath(scope)
    return html`<option key=${path} value=${path} selected=${path === schedulePath(current)}>
      ${label}
    </option>`
  }
  return html`<select
    class="input scope-choice"
    aria-label="Whose calendar"
    value=${schedulePath(current)}
    onChange=${(event: Event) => navigate((event.target as HTMLSelectElement).value)}
  >
    ${option({ scope: 'depot', id: '' }, 'The depot')}
    ${
      groups.state === 'ready' &&
      groups.data.items.length > 0 &&
      html`<optgroup label="Groups">
        ${groups.data.items.map(({ id, name }) => option({ scope: 'group', id: String(id) }, name))}
      </optgroup>`
    }
    ${
      chargers.state === 'ready' &&
      html`<optgroup label="Chargers">
        ${chargers.data.items
          .filter(({ status }) => status === 'approved')
          .map(({ id }) => option({ scope: 'charger', id }, id))}
      </optgroup>`
    }
  </select>`
}
