import type { AgreementTable, TeamRuleTable } from './schema/agreement.ts'
import type { ChargerCapabilityTable } from './schema/charger-capability.ts'
import type { ChargerGroupTable, ChargerTable } from './schema/charger.ts'
import type { CommandTable } from './schema/command.ts'
import type { ConnectorTable } from './schema/connector.ts'
import type { DecisionTable } from './schema/decision.ts'
import type { FaultTable } from './schema/fault.ts'
import type { IdentifierTable, UnknownAttemptTable } from './schema/identifier.ts'
import type { LedgerTable } from './schema/ledger.ts'
import type { MetaTable } from './schema/meta.ts'
import type { LocalListContentTable } from './schema/local-list-content.ts'
import type { ChargerModeTable, LocalListTable, ModeChangeTable } from './schema/mode.ts'
import type { OverrideChargerTable, OverrideTable } from './schema/override.ts'
import type { AccessWindowTable, PolicyTable } from './schema/policy.ts'
import type { RolloutTable } from './schema/rollout.ts'
import type { SessionFoldTable, SessionTable } from './schema/session.ts'
import type {
  FrameTable,
  MeterSampleTable,
  TelemetryGapTable,
  ToleranceUseTable,
} from './schema/telemetry.ts'
import type { ApiTokenTable, LoginTable, UserTable } from './schema/user.ts'

/** Every table of `gatehouse.db`. Columns are named as the API names them, so that rows need no mapping. */
export interface Schema {
  accessWindow: AccessWindowTable
  agreement: AgreementTable
  apiToken: ApiTokenTable
  charger: ChargerTable
  chargerCapability: ChargerCapabilityTable
  chargerGroup: ChargerGroupTable
  chargerMode: ChargerModeTable
  command: CommandTable
  connector: ConnectorTable
  decision: DecisionTable
  fault: FaultTable
  frame: FrameTable
  identifier: IdentifierTable
  ledger: LedgerTable
  localList: LocalListTable
  localListContent: LocalListContentTable
  login: LoginTable
  meta: MetaTable
  meterSample: MeterSampleTable
  modeChange: ModeChangeTable
  override: OverrideTable
  overrideCharger: OverrideChargerTable
  policy: PolicyTable
  rollout: RolloutTable
  session: SessionTable
  sessionFold: SessionFoldTable
  /** SQLite's own: the highest number that each AUTOINCREMENT table has given. */
  sqlite_sequence: { name: string; seq: number }
  teamRule: TeamRuleTable
  telemetryGap: TelemetryGapTable
  toleranceUse: ToleranceUseTable
  unknownAttempt: UnknownAttemptTable
  user: UserTable
}
