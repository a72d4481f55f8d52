import { chargerAdd } from './charger/add.ts'
import { chargerApprove } from './charger/approve.ts'
import { chargerList } from './charger/list.ts'
import { chargerProbe } from './charger/probe.ts'
import { chargerQr } from './charger/qr.ts'
import { chargerRemove } from './charger/remove.ts'
import { chargerShow } from './charger/show.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { groupAdd } from './group/add.ts'
import { groupList } from './group/list.ts'
import { groupRemove } from './group/remove.ts'
import { identifierAdd } from './identifier/add.ts'
import { identifierBlock } from './identifier/block.ts'
import { identifierEnrol } from './identifier/enrol.ts'
import { identifierImport } from './identifier/import.ts'
import { identifierList } from './identifier/list.ts'
import { identifierRemove } from './identifier/remove.ts'
import { init } from './init.ts'
import { mode } from './mode.ts'
import { modeHistory } from './mode/history.ts'
import { modeTry } from './mode/try.ts'
import { overrideClear } from './override/clear.ts'
import { overrideList } from './override/list.ts'
import { overrideSet } from './override/set.ts'
import { policyClear } from './policy/clear.ts'
import { policySet } from './policy/set.ts'
import { policyShow } from './policy/show.ts'
import { profileCheck } from './profile/check.ts'
import { profileList } from './profile/list.ts'
import { rolloutClear } from './rollout/clear.ts'
import { rolloutSet } from './rollout/set.ts'
import { rolloutShow } from './rollout/show.ts'
import { scheduleAdd } from './schedule/add.ts'
import { scheduleList } from './schedule/list.ts'
import { schedulePreview } from './schedule/preview.ts'
import { scheduleRemove } from './schedule/remove.ts'
import { serve } from './serve.ts'
import { simulate } from './simulate.ts'
import { status } from './status.ts'
import { tokenCreate } from './token/create.ts'
import { tokenList } from './token/list.ts'
import { tokenRevoke } from './token/revoke.ts'
import { userAdd } from './user/add.ts'
import { userDisable } from './user/disable.ts'
import { userList } from './user/list.ts'
import { userPassword } from './user/password.ts'

/** Every command, in the order of `gatehouse --help`: that of setting up a depot. */
export const commands: readonly Command[] = [
  init,
  serve,
  status,
  doctor,
  userAdd,
  userList,
  userDisable,
  userPassword,
  tokenCreate,
  tokenList,
  tokenRevoke,
  chargerAdd,
  chargerList,
  chargerShow,
  chargerApprove,
  chargerProbe,
  chargerRemove,
  chargerQr,
  groupAdd,
  groupList,
  groupRemove,
  identifierAdd,
  identifierImport,
  identifierEnrol,
  identifierList,
  identifierBlock,
  identifierRemove,
  scheduleAdd,
  scheduleList,
  scheduleRemove,
  schedulePreview,
  policyShow,
  policySet,
  policyClear,
  overrideSet,
  overrideList,
  overrideClear,
  rolloutShow,
  rolloutSet,
  rolloutClear,
  mode,
  modeHistory,
  modeTry,
  profileList,
  profileCheck,
  simulate,
]
