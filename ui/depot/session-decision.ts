import type { VNode } from 'preact'
import { panel } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { may } from '../lib/api.ts'
import type { ChargingSession, Decision } from '../lib/api-types.ts'
import { reasonLabel } from '../lib/decision-words.ts'
import { html } from '../lib/html.ts'
import { useResource } from '../lib/resource.ts'
import { outcomeWords } from '../lib/status-words.ts'
import { decisionFacts } from './decision-facts.ts'

/** Why this session was allowed, or that nothing was decided. */
export function SessionDecision({ session }: { session: ChargingSession }): VNode | null {
  const known = session.decisionId !== null && may('decisions.read')
  const decision = useResource<Decision>(known ? `/api/decisions/${session.decisionId}` : null)
  if (!known) return panel({ title: 'Decision', flush: true, body: nothing(session) })
  const body = whenLoaded(
    decision,
    (data) =>
      html`<div class="panel-body">
        <p>${status(outcomeWords(data))} <span class="soft">${reasonLabel(data.reason)}</span></p>
        <p class="sentence">${data.explanation}</p>
        ${decisionFacts(data)}
      </div>`,
  )
  return panel({ title: 'Decision', flush: true, body })
}

function nothing(session: ChargingSession): VNode {
  return session.accessMode === 'freevend'
    ? empty({
        icon: 'unlocked',
        title: 'Nothing was decided',
        text: 'The charger was in freevend: anyone may charge.',
      })
    : empty({
        icon: 'decisions',
        title: 'No decision belongs to this session',
        text: 'The charger started it without asking.',
      })
}
