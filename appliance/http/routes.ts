import type { Routes } from './context.ts'
import { agreementRoutes } from './routes/agreements.ts'
import { calendarPreviewRoutes } from './routes/calendar-preview.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { capabilityRoutes } from './routes/capability.ts'
import { chargerAdminRoutes } from './routes/charger-admin.ts'
import { chargerQrRoutes } from './routes/charger-qr.ts'
import { chargerRoutes } from './routes/chargers.ts'
import { chargingSessionRoutes } from './routes/charging-sessions.ts'
import { commandRoutes } from './routes/commands.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { faultRoutes } from './routes/faults.ts'
import { frameRoutes } from './routes/frames.ts'
import { groupRoutes } from './routes/groups.ts'
import { identifierRoutes } from './routes/identifiers.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { liveRoutes } from './routes/live.ts'
import { modeChangeRoutes } from './routes/mode-changes.ts'
import { modeControlRoutes } from './routes/mode-control.ts'
import { modeRoutes } from './routes/modes.ts'
import { overrideRoutes } from './routes/overrides.ts'
import { policyRoutes } from './routes/policies.ts'
import { profileRoutes } from './routes/profiles.ts'
import { rolloutRoutes } from './routes/rollout.ts'
import { sealedIdentifierRoutes } from './routes/sealed-identifiers.ts'
import { sessionRoutes } from './routes/session.ts'
import { syncRoutes } from './routes/sync.ts'
import { systemRoutes } from './routes/system.ts'
import { teamRuleRoutes } from './routes/team-rules.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { userRoutes } from './routes/users.ts'

/** Every resource of the API. */
export const routes: readonly Routes[] = [
  agreementRoutes,
  calendarPreviewRoutes,
  calendarRoutes,
  capabilityRoutes,
  chargerAdminRoutes,
  chargerQrRoutes,
  chargerRoutes,
  chargingSessionRoutes,
  commandRoutes,
  decisionRoutes,
  faultRoutes,
  frameRoutes,
  groupRoutes,
  identifierRoutes,
  ledgerRoutes,
  liveRoutes,
  modeChangeRoutes,
  modeControlRoutes,
  modeRoutes,
  overrideRoutes,
  policyRoutes,
  profileRoutes,
  rolloutRoutes,
  sealedIdentifierRoutes,
  sessionRoutes,
  syncRoutes,
  systemRoutes,
  teamRuleRoutes,
  tokenRoutes,
  userRoutes,
]
