import type { ChargerLink, ChargerReply } from '../domain/charger-link.ts'
import type { DecisionReason } from '../domain/decision.ts'
import { protocols, type Protocol } from '../domain/protocol.ts'
import { remoteStartOf } from '../domain/remote-start.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findCharger } from '../store/chargers.ts'
import { completeCommand, insertCommand } from '../store/commands.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { judge, type Judgement } from './judge.ts'
import { presentIdentifier } from './present-identifier.ts'
import { recordChange } from './record-change.ts'

/** A message for a charger, as its protocol version has it. */
export interface Command {
  readonly chargerId: string
  readonly action: string
  readonly payload: object
}

export type CommandOutcome =
  | { readonly kind: 'answered'; readonly commandId: number; readonly reply: ChargerReply }
  /** A remote start for somebody who may not charge: nothing was sent. */
  | { readonly kind: 'denied'; readonly reason: DecisionReason; readonly decisionId: number }
  | { readonly kind: 'unknown_charger' }

/**
 * Sends a message to a charger and waits for the answer. Both are in the ledger, without identifiers or
 * secrets. A remote start is decided first, by the same rules as a card.
 */
export async function sendCommand(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  command: Command,
): Promise<CommandOutcome> {
  const { chargerId, action, payload } = command
  const known = protocolOf(context, link, chargerId)
  const protocol = known ?? 'ocpp1.6'
  const begun = await context.commits.write((tx) => {
    const judgement = judgeRemoteStart(tx, context, link, origin, command)
    if (judgement === 'unknown_charger') return { kind: 'unknown_charger' } as const
    if (judgement?.verdict === 'deny') {
      return { kind: 'denied', reason: judgement.reason!, decisionId: judgement.decisionId! } as const
    }
    const at = toUtcText(context.clock.now())
    const redacted = link.redact(payload, protocol)
    const { actor, requestId } = origin
    const id = insertCommand(tx, {
      chargerId,
      action,
      payload: JSON.stringify(redacted),
      actor,
      requestId,
      at,
    })
    const body = { chargerId, action, payload: redacted }
    recordChange(tx, origin, { at, action: 'command.sent', subject: `command:${id}`, body: body as never })
    return { kind: 'sent', id } as const
  })
  if (begun.kind !== 'sent') return begun
  // Offline or not: what is wrong with a message is told before it is written down that nobody is there.
  const refusal = known && link.check(known, action, payload)
  const reply = refusal ?? (await link.call(chargerId, action, payload))
  const shown = reply.ok ? { ...reply, payload: link.redact(reply.payload, protocol) } : reply
  await complete(context, origin, begun.id, command, shown)
  return { kind: 'answered', commandId: begun.id, reply: shown }
}

/** Null where it has never connected. */
function protocolOf({ store }: FlowContext, link: ChargerLink, chargerId: string): Protocol | null {
  const stored = findCharger(store, chargerId)?.protocol
  return link.presence(chargerId)?.protocol ?? protocols.find((protocol) => protocol === stored) ?? null
}

function judgeRemoteStart(
  tx: Tx,
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  { chargerId, action, payload }: Command,
): Judgement | null | 'unknown_charger' {
  const charger = context.facts.charger(chargerId)
  if (!charger) return 'unknown_charger'
  const start = remoteStartOf(action, payload)
  const presence = link.presence(chargerId)
  // An offline charger starts nothing: there is nothing to decide.
  if (!start || !presence) return null
  return judge(tx, context, {
    charger,
    protocol: presence.protocol,
    message: action,
    evseId: start.evseId,
    connectorId: start.connectorId,
    identifier: presentIdentifier(context, charger.profile, start.raw, start.type),
    at: context.clock.now(),
    origin,
  })
}

function complete(
  context: FlowContext,
  origin: Origin,
  id: number,
  { chargerId, action }: Command,
  reply: ChargerReply,
): Promise<void> {
  const completedAt = toUtcText(context.clock.now())
  const outcome = reply.ok ? 'answered' : reply.why
  const response = reply.ok ? reply.payload : { code: reply.code ?? null, detail: reply.detail }
  return context.commits.write((tx) => {
    completeCommand(tx, { id, outcome, response: JSON.stringify(response), completedAt })
    const body = { chargerId, action, outcome, response } as never
    recordChange(tx, origin, {
      at: completedAt,
      action: 'command.completed',
      subject: `command:${id}`,
      body,
    })
    tx.afterCommit(() => context.publish({ topic: 'command', chargerId, item: { id, action, outcome } }))
  })
}
