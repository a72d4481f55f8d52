import type { VNode } from 'preact'
import { pageHead } from '../components/list-parts.ts'
import { h, html } from '../lib/html.ts'
import { CapabilityPanel } from './capability-panel.ts'
import { PolicyPanel } from './policy-panel.ts'
import { ScheduleEditor } from './schedule-editor.ts'
import { depotScope } from './schedule-scope.ts'
import { ScopeChoice } from './scope-choice.ts'

/** The depot's calendar: what holds for every charger that has none of its own. */
export function SchedulePage(): VNode {
  return html`${pageHead(
      'Schedule',
      h(ScopeChoice, { current: depotScope }),
      'When chargers are open to anyone and when each start is decided. This calendar holds for every charger without one of its own or of its group.',
    )}
    ${h(ScheduleEditor, { scope: depotScope, onSaved: () => {} })}
    <div class="columns even">
      ${h(PolicyPanel, { scope: depotScope, capability: null, onSaved: () => {} })}
      ${h(CapabilityPanel, { groupId: null })}
    </div>`
}
