import type { ChargerLink } from '../domain/charger-link.ts'
import { isLost, type SessionPlace } from '../domain/lost-session.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { findConnector } from '../store/charger-reports.ts'
import { findCharger } from '../store/chargers.ts'
import { listOpen } from '../store/sessions.ts'
import type { Reader } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { presumeEnded } from './presume-ended.ts'

/** Closes sessions that their chargers have forgotten; returns how many. */
export function closeLostSessions(context: FlowContext, link: ChargerLink): Promise<number> {
  const now = context.clock.now()
  const at = toUtcText(now)
  return context.commits.write((tx) => {
    const lost = listOpen(tx).filter((session) => isLost(session, placeOf(tx, link, session), now))
    for (const session of lost) presumeEnded(tx, context, session, { superseded: false, now: at })
    return lost.length
  })
}

function placeOf(reader: Reader, link: ChargerLink, session: SessionRecord): SessionPlace {
  const { chargerId } = session
  const connector = findConnector(reader, session)
  const seen = findCharger(reader, chargerId)?.lastSeenAt ?? null
  return {
    online: link.presence(chargerId) !== null,
    lastSeenAt: seen === null ? null : fromUtcText(seen),
    status: connector?.status ?? null,
    statusAt: connector ? fromUtcText(connector.at) : null,
  }
}
