import type { ChargerLink } from '../domain/charger-link.ts'
import type { IdentifierType } from '../domain/identifier.ts'
import type { Protocol } from '../domain/protocol.ts'
import { remoteStartCommand } from '../domain/remote-start-command.ts'
import { open } from '../domain/seal.ts'
import { findCharger } from '../store/chargers.ts'
import { findIdentifier } from '../store/identifiers.ts'
import type { FlowContext, Origin } from './context.ts'
import { sendCommand, type CommandOutcome } from './send-command.ts'

export interface RemoteStartInput {
  readonly chargerId: string
  readonly evseId: number
  readonly connectorId: number
  /** One of the list, which nobody gets to see, or one as somebody typed it. */
  readonly who: { readonly identifierId: number } | { readonly rawIdentifier: string }
}

export type RemoteStartOutcome = CommandOutcome | { readonly kind: 'unknown_identifier' }

/** Starts a session from here. It is decided like any other attempt, and nothing is sent when that says no. */
export async function startRemotely(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  { chargerId, evseId, connectorId, who }: RemoteStartInput,
): Promise<RemoteStartOutcome> {
  const charger = findCharger(context.store, chargerId)
  if (!charger) return { kind: 'unknown_charger' }
  const person = identify(context, who)
  if (!person) return { kind: 'unknown_identifier' }
  const protocol = link.presence(chargerId)?.protocol ?? ((charger.protocol ?? 'ocpp1.6') as Protocol)
  const remoteStartId = context.clock.now().epochMilliseconds % 2 ** 31
  const command = remoteStartCommand(protocol, { ...person, evseId, connectorId, remoteStartId })
  return sendCommand(context, link, origin, { chargerId, ...command })
}

function identify(
  { store, keys }: FlowContext,
  who: RemoteStartInput['who'],
): { readonly identifier: string; readonly type: IdentifierType } | null {
  if ('rawIdentifier' in who) return { identifier: who.rawIdentifier, type: 'rfid' }
  const row = findIdentifier(store, who.identifierId)
  return row ? { identifier: open(keys.seal, row.sealed), type: row.type } : null
}
