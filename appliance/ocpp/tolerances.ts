import type { FirmwareProfile, Tolerance } from '../domain/firmware-profile.ts'
import type { Payload } from './rpc/message.ts'
import type { OcppVersion } from './rpc/protocol.ts'
import { schemaOf, validate, type PayloadKind } from './rpc/schemas.ts'
import { placeMeterValues } from './tolerances/place-meter-values.ts'
import { repairFields } from './tolerances/repair-fields.ts'
import { RepairScope } from './tolerances/repair-scope.ts'

/** A payload that fits its schema, and what it took. */
export interface RepairedPayload {
  readonly payload: Payload
  /** Each once, for the log and the counter. */
  readonly used: readonly Tolerance[]
}

/**
 * Brings a payload that does not fit its schema into one that does, by the tolerances of the charger's profile and
 * no others. What fits stays as it is; nothing that identifies is cut or guessed. Never mutates the payload. Null
 * when they do not suffice. `receivedAt` stands in for required timestamps that say nothing.
 */
export function repairPayload(
  profile: FirmwareProfile,
  protocol: OcppVersion,
  action: string,
  kind: PayloadKind,
  payload: Payload,
  receivedAt: Temporal.Instant,
): RepairedPayload | null {
  const root = schemaOf(protocol, action, kind)
  if (root === null) return null
  const scope = new RepairScope(profile, { root, kind, receivedAt })
  const placed = kind === 'request' ? placeMeterValues(scope, action, payload) : payload
  const repaired = repairFields(scope, root, placed)
  return validate(protocol, action, kind, repaired) === null ? { payload: repaired, used: scope.used } : null
}
