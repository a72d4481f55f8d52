import type { VNode } from 'preact'
import { icon, type IconName } from '../components/icon.ts'
import { time } from '../components/time.ts'
import type { ChargingSession } from '../lib/api-types.ts'
import { words } from '../lib/format.ts'
import { html } from '../lib/html.ts'

interface Step {
  at: string
  icon: IconName
  title: string
  note: string | null
}

/** When a session began, when the gateway heard of it, and how it ended. */
export function sessionTimeline(session: ChargingSession): VNode {
  return html`<ol class="timeline">
    ${stepsOf(session).map(
      (step) =>
        html`<li key=${step.title}>
          ${icon(step.icon, 16)}
          <div>
            <span class="strong">${step.title}</span>
            <div class="soft small">${time(step.at, 'full')}</div>
            ${step.note && html`<div class="soft small">${step.note}</div>`}
          </div>
        </li>`,
    )}
    ${session.endedAt === null && html`<li class="pending">${icon('clock', 16)}<span class="soft">Still running</span></li>`}
  </ol>`
}

/** A live session is heard of within seconds; later means that the charger told it afterwards. */
const toldLaterMs = 60_000

function stepsOf(session: ChargingSession): Step[] {
  const steps: Step[] = [{ at: session.startedAt, icon: 'plug', title: 'Started', note: null }]
  if (Date.parse(session.receivedAt) - Date.parse(session.startedAt) > toldLaterMs) {
    steps.push({
      at: session.receivedAt,
      icon: 'received',
      title: 'Told to the gateway',
      note: 'The charger had kept it.',
    })
  }
  if (session.endedAt !== null) {
    const note = session.stopReason && words(session.stopReason)
    steps.push({ at: session.endedAt, icon: 'check', title: 'Ended', note })
  }
  return steps.toSorted((one, other) => one.at.localeCompare(other.at))
}
