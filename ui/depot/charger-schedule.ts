import type { VNode } from 'preact'
import { h, html } from '../lib/html.ts'
import { capabilityNotice } from './capability-notice.ts'
import type { ChargerTabProps } from './charger-page.ts'
import { ModeChanges } from './mode-changes.ts'
import { PolicyPanel } from './policy-panel.ts'
import { ScheduleEditor } from './schedule-editor.ts'
import type { Scope } from './schedule-scope.ts'

/** A charger's calendar and rules, and how it followed them. */
export function ChargerSchedule({ charger, reload }: ChargerTabProps): VNode {
  const scope: Scope = { scope: 'charger', id: charger.id }
  return html`${capabilityNotice(charger.capability)} ${h(ScheduleEditor, { scope, onSaved: reload })}
    <div class="columns even">
      ${h(PolicyPanel, { scope, capability: charger.capability, onSaved: reload })}
      <div class="stack">
        <h2>Changes of mode</h2>
        ${h(ModeChanges, { chargerId: charger.id })}
      </div>
    </div>`
}
