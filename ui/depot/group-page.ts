import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { whenFound, type EmptyParts } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { chargerPath } from '../lib/names.ts'
import { useResource } from '../lib/resource.ts'
import { navigate } from '../lib/router.ts'
import type { ChargerGroup } from '../lib/schedule-types.ts'
import { CapabilityPanel } from './capability-panel.ts'
import { GroupDialog } from './group-dialog.ts'
import { OverrideDialog } from './override-dialog.ts'
import { PolicyPanel } from './policy-panel.ts'
import { ScheduleEditor } from './schedule-editor.ts'
import type { Scope } from './schedule-scope.ts'
import { ScopeChoice } from './scope-choice.ts'

/** A group: its members, its calendar and its rules. */
export function GroupPage({ params }: { params: Record<string, string> }): VNode {
  const id = params['id'] ?? ''
  const group = useResource<ChargerGroup>(`/api/groups/${encodeURIComponent(id)}`)
  useEffect(() => listen('schedule', group.reload), [id])
  return html`<a class="back" href="/groups">${icon('left', 16)}Groups</a> ${whenFound(
      group,
      unknown,
      (data) => h(OneGroup, { group: data, reload: group.reload }),
    )}`
}

const unknown: EmptyParts = {
  icon: 'group',
  title: 'There is no such group',
  text: 'It may have been removed, or the address is of another depot.',
  next: html`<a class="button primary" href="/groups">To the groups</a>`,
}

interface GroupProps {
  group: ChargerGroup
  reload: () => void
}

function OneGroup({ group, reload }: GroupProps): VNode {
  const [open, setOpen] = useState<'members' | 'removal' | 'override' | null>(null)
  const scope: Scope = { scope: 'group', id: String(group.id) }
  const close = () => setOpen(null)
  const button = (what: NonNullable<typeof open>, label: string, kind = '') =>
    html`<button type="button" class="button ${kind}" onClick=${() => setOpen(what)}>${label}</button>`
  const remove = async () => {
    await api.delete(`/api/groups/${group.id}`)
    toast('Group removed')
    navigate('/groups')
  }
  const write = may('policy.write')
  return html`${pageHead(
      group.name,
      html`${h(ScopeChoice, { current: scope })}
      ${may('overrides.write') && group.chargerIds.length > 0 && button('override', 'Override…')}`,
    )}
    ${h(ScheduleEditor, { scope, onSaved: reload })}
    <div class="columns even">
      <div class="stack">${h(PolicyPanel, { scope, capability: null, onSaved: reload })}</div>
      <div class="stack">
        ${panel({
          title: 'Chargers',
          count: group.chargerIds.length,
          actions:
            write &&
            html`${button('members', 'Name and members…')} ${button('removal', 'Remove…', 'danger')}`,
          body:
            group.chargerIds.length === 0
              ? html`<p class="soft">No charger is in this group yet.</p>`
              : html`<ul class="cluster">
                  ${group.chargerIds.map((id) => html`<li key=${id}><a class="chip" href=${chargerPath(id)}>${id}</a></li>`)}
                </ul>`,
        })}
        ${h(CapabilityPanel, { groupId: group.id })}
      </div>
    </div>
    ${open === 'members' && h(GroupDialog, { group, onClose: close, onDone: reload })}
    ${open === 'override' && h(OverrideDialog, { chargerIds: group.chargerIds, onClose: close, onDone: reload })}
    ${
      open === 'removal' &&
      h(ConfirmDialog, {
        title: `Remove ${group.name}`,
        text: html`<p>
          Its chargers go by the depot’s calendar at once, unless they have one of their own.
        </p>`,
        label: 'Remove group',
        danger: true,
        perform: remove,
        onClose: close,
      })
    }`
}
