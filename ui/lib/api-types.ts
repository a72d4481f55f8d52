import type { ModeBecause, RolloutStage } from './schedule-types.ts'

/** The wire types of the gateway's HTTP API as the UI reads them. Instants are RFC 3339 UTC text. */

export type AccessMode = 'freevend' | 'managed_access'
export type AccessClass = 'own_fleet' | 'agreement' | 'unknown'
export type Role = 'viewer' | 'technician' | 'operator' | 'installer' | 'admin'

export type Permission =
  | 'chargers.read'
  | 'chargers.control'
  | 'chargers.configure'
  | 'chargers.approve'
  | 'identifiers.read'
  | 'identifiers.write'
  | 'identifiers.reveal'
  | 'decisions.read'
  | 'decisions.enrol'
  | 'sessions.read'
  | 'overrides.write'
  | 'policy.write'
  | 'users.manage'
  | 'tokens.manage'
  | 'settings.write'
  | 'ledger.read'
  | 'system.read'
  | 'frames.read'

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface WhoAmI {
  user: { name: string; role: Role; permissions: Permission[] } | null
  setupRequired: boolean
  csrfToken: string | null
  zone: string
  version: string
}

export interface Connector {
  evseId: number
  connectorId: number
  status: string | null
  errorCode: string | null
  vendorErrorCode: string | null
  info: string | null
}

export type ModeStatus = 'confirmed' | 'applying' | 'unconfirmed' | 'rejected' | 'drifted' | 'unsupported'

/** What has been tried to bring a charger into the mode that is expected of it. */
export interface ModeAttempt {
  count: number
  lastAt: string | null
  nextAt: string | null
  problem: string | null
  /** Changes that passed without an attempt, as the charger was away. */
  missed: number
}

export interface Capability {
  state: 'fully_supported' | 'partially_supported' | 'unsupported'
  reasons: string[]
  /** Who switched managed access on knowing that it is only partial. */
  acknowledged: { by: string; at: string } | null
}

/** One change of mode of one charger, or an attempt at it. */
export interface ModeChange {
  id: number
  chargerId: string
  fromMode: AccessMode | null
  toMode: AccessMode
  cause: 'override' | 'window' | 'default' | 'rollout' | 'drift'
  startedAt: string
  completedAt: string
  outcome: 'confirmed' | 'waiting' | 'rejected' | 'failed' | 'missed' | 'superseded'
  problem: string | null
  attempt: number
  steps: ModeStep[]
}

export interface ModeStep {
  step: string
  result: 'done' | 'skipped' | 'refused' | 'failed'
  detail: string | null
}

/** One thing that a probe tried at a charger, and what it showed. */
export interface ProbeStep {
  step: string
  result: 'passed' | 'noted' | 'failed'
  detail: string
}

export interface Override {
  id: number
  chargerIds: string[]
  mode: AccessMode
  until: string
  reason: string
  actor: string
  createdAt: string
}

/** Who a charger admits by itself while the gateway is away. */
export interface LocalList {
  status: 'in_step' | 'behind' | 'failed' | 'unsupported'
  version: number
  entries: number
  sentAt: string | null
  /** Why it did not get there, or not all of it. */
  problem: string | null
}

export interface Charger {
  id: string
  label: string | null
  protocol: string | null
  online: boolean
  onlineSince: string | null
  offlineSince: string | null
  lastSeenAt: string | null
  vendor: string | null
  model: string | null
  serial: string | null
  firmware: string | null
  status: 'approved' | 'waiting' | 'refused'
  hasPassword: boolean
  /** Wrong passwords since the last right one. */
  passwordChangedWhileWaiting: boolean
  failedSignIns: number
  clockSkewMs: number | null
  profile: { id: string; why: string }
  expectedMode: AccessMode
  modeBecause: ModeBecause
  expectedSince: string | null
  /** When the expected mode becomes another one; `null`: not as things stand. */
  nextChangeAt: string | null
  nextMode: AccessMode | null
  observedMode: AccessMode | null
  observedAt: string | null
  modeStatus: ModeStatus
  modeAttempt: ModeAttempt
  rolloutStage: RolloutStage
  groupId: number | null
  localList: LocalList | null
  override: Override | null
  capability: Capability
  connectors: Connector[]
  openSessions: number
  activeFaults: number
}

/** The answer to adding a charger: the password is in it this once. */
export type AddedCharger = Charger & { password?: string; warnings: string[] }

export type Frame =
  | {
      kind: 'call' | 'result' | 'error' | 'send' | 'result_error' | 'malformed'
      id: number
      at: string
      direction: 'in' | 'out'
      action: string | null
      messageId: string | null
      text: string
      /** As it was on the wire. */
      bytes: number
    }
  | {
      kind: 'gap'
      id: number
      fromAt: string
      toAt: string
      count: number
      reason: 'overload' | 'retention' | 'storage_full'
    }

export interface ToleranceCount {
  tolerance: string
  count: number
  lastAt: string
}

export interface ChargingSession {
  id: number
  chargerId: string
  evseId: number | null
  connectorId: number | null
  transactionId: string | null
  state: 'started' | 'charging' | 'ended'
  startedAt: string
  endedAt: string | null
  meterStartWh: number | null
  meterStopWh: number | null
  energyWh: number | null
  stopReason: string | null
  decisionId: number | null
  maskedIdentifier: string | null
  accessClass: AccessClass | null
  vehicle: string | null
  protocol: string | null
  accessMode: AccessMode | null
  /** When its first message reached the gateway: later than `startedAt` where the charger was offline. */
  receivedAt: string
  flags: string[]
}

/** Everything that a charger's meter sampled at one instant. */
export interface MeterReading {
  at: string
  energyWh: number | null
  powerW: number | null
}

export interface Decision {
  id: number
  at: string
  chargerId: string
  evseId: number | null
  connectorId: number | null
  outcome: 'allow' | 'deny'
  reason: string
  accessClass: AccessClass
  maskedIdentifier: string | null
  vehicle: string | null
  agreementId: number | null
  /** Of the team rule that allowed or denied. */
  ruleId: number | null
  expectedMode: AccessMode | null
  observedMode: AccessMode | null
  policySource: string
  policyVersion: number | null
  listVersion: number
  listAgeS: number
  clockConfidence: ClockConfidence
  stale: boolean
  /** Not enforced: what would have been decided, in the rollout's stage of observing. */
  observed: boolean
  protocol: string | null
  message: string | null
  /** Time that deciding took. */
  decisionUs: number | null
  /** The attempt was by an unknown identifier lately enough to be enrolled without anybody seeing it. */
  canEnrol: boolean
  explanation: string
  nextStep: string
}

export interface DecisionCounts {
  byReason: { outcome: 'allow' | 'deny'; reason: string; count: number }[]
}

export type IdentifierType = 'rfid' | 'mac' | 'pin' | 'emaid' | 'central' | 'key_code'

export interface Identifier {
  id: number
  type: IdentifierType
  accessClass: AccessClass
  status: 'active' | 'inactive' | 'blocked'
  maskedIdentifier: string
  vehicle: string | null
  driver: string | null
  fleet: string | null
  agreement: string | null
  validFrom: string | null
  validTo: string | null
}

export interface ImportReport {
  rows: number
  created: number
  updated: number
  errors: { line: number; field: string | null; message: string }[]
}

export interface Fault {
  id: number
  chargerId: string
  evseId: number | null
  connectorId: number | null
  code: string
  vendorId: string | null
  vendorCode: string | null
  info: string | null
  startedAt: string
  clearedAt: string | null
}

/** A message that somebody had the gateway send; `outcome` is `null` while the charger has not answered. */
export interface Command {
  id: number
  chargerId: string
  action: string
  actor: string
  at: string
  outcome: string | null
  response: Record<string, unknown> | null
  completedAt: string | null
}

/** A charger's answer to `POST /api/chargers/:id/ocpp/:action`. */
export interface CommandAnswer {
  commandId: number
  response: Record<string, unknown>
}

/** Another fleet whose vehicles may charge here. */
export interface Agreement {
  id: number
  name: string
  status: 'active' | 'suspended' | 'ended'
}

export interface LedgerEntry {
  seq: number
  at: string
  actor: string
  action: string
  subject: string
  requestId: string | null
  hash: string
  body: Record<string, unknown>
}

export interface User {
  id: number
  name: string
  role: Role
  disabledAt: string | null
  lockedUntil: string | null
  createdAt: string
}

export interface ApiToken {
  id: number
  name: string
  role: Role
  createdBy: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
}

/** Something about the gateway that somebody should know; it stays until it is over. */
export interface Condition {
  code: string
  since: string
  message: string
  nextStep: string
}

export type ClockConfidence = 'synchronised' | 'plausible' | 'unknown'

export interface SystemReport {
  version: string
  node: string
  startedAt: string
  gatewayId: string
  zone: string
  clock: { now: string; confidence: ClockConfidence }
  storage: { databaseBytes: number; freeBytes: number }
  ledger: { seq: number }
  chargers: { online: number; total: number }
  conditions: Condition[]
}
