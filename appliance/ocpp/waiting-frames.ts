import type { OcppVersion } from './rpc/protocol.ts'

/** A frame as it was on the wire, not yet redacted: in memory only, and for moments. */
export interface WaitingFrame {
  readonly chargerId: string
  readonly protocol: OcppVersion
  readonly direction: 'in' | 'out'
  readonly text: string
  /** Of the clock's `monotonicMs`. */
  readonly receivedAtMs: number
}

/** What an object and its references take besides the text. */
const overheadBytes = 160

/** Roughly what a frame takes in memory. */
export function weightOf(frame: WaitingFrame): number {
  return frame.text.length + overheadBytes
}

/**
 * Makes room: which of the frames stay, in their order, and which are dropped. Heartbeats and their answers go
 * first, except the newest of each charger, for they say the least. If that is not enough, each charger keeps
 * its newest frames up to an equal share, so that one that floods costs the others nothing.
 */
export function thin(
  frames: readonly WaitingFrame[],
  budgetBytes: number,
): { kept: WaitingFrame[]; dropped: WaitingFrame[] } {
  const [telling, heartbeats] = splitHeartbeats(frames)
  const [kept, surplus] = shareOut(telling, budgetBytes)
  return { kept, dropped: [...heartbeats, ...surplus] }
}

/** Takes out the heartbeats that were followed by another of the same charger. */
function splitHeartbeats(frames: readonly WaitingFrame[]): [WaitingFrame[], WaitingFrame[]] {
  const seen = new Set<string>()
  return split(frames, (frame) => {
    if (!isHeartbeat(frame)) return true
    const place = `${frame.direction} ${frame.chargerId}`
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
}

/** By shape, without parsing: the call is `{}`, its answer a time and nothing else (6.30 of OCPP 1.6, same in 2.x). */
function isHeartbeat({ text }: WaitingFrame): boolean {
  return (
    text.length < 140 && /^\[(?:2,"[^"]*","Heartbeat",|3,"[^"]*",\{"currentTime":"[^"]*"\}\]$)/.test(text)
  )
}

function shareOut(frames: readonly WaitingFrame[], budgetBytes: number): [WaitingFrame[], WaitingFrame[]] {
  const weights = new Map<string, number>()
  for (const frame of frames) {
    weights.set(frame.chargerId, (weights.get(frame.chargerId) ?? 0) + weightOf(frame))
  }
  const shareBytes = fairShare([...weights.values()], budgetBytes)
  const taken = new Map<string, number>()
  return split(frames, (frame) => {
    const bytes = (taken.get(frame.chargerId) ?? 0) + weightOf(frame)
    // Once one does not fit, older ones that would are gaps in the middle: everything before it goes.
    taken.set(frame.chargerId, bytes)
    return bytes <= shareBytes
  })
}

/** The level at which the demands, each capped at it, together just fit the budget. */
function fairShare(demands: readonly number[], budget: number): number {
  let left = budget
  let others = demands.length
  for (const demand of demands.toSorted((a, b) => a - b)) {
    const share = left / others
    if (demand > share) return share
    left -= demand
    others--
  }
  return Number.POSITIVE_INFINITY
}

/** Asks about the newest first; both parts keep the order of the whole. */
function split(
  frames: readonly WaitingFrame[],
  keep: (frame: WaitingFrame) => boolean,
): [WaitingFrame[], WaitingFrame[]] {
  const kept: WaitingFrame[] = []
  const dropped: WaitingFrame[] = []
  for (const frame of frames.toReversed()) (keep(frame) ? kept : dropped).push(frame)
  return [kept.reverse(), dropped.reverse()]
}
