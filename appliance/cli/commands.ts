import { chargerAdd } from './charger/add.ts'
import { chargerApprove } from './charger/approve.ts'
import { chargerList } from './charger/list.ts'
import { chargerRemove } from './charger/remove.ts'
import { chargerShow } from './charger/show.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { identifierAdd } from './identifier/add.ts'
import { identifierBlock } from './identifier/block.ts'
import { identifierImport } from './identifier/import.ts'
import { identifierList } from './identifier/list.ts'
import { identifierRemove } from './identifier/remove.ts'
import { init } from './init.ts'
import { mode } from './mode.ts'
import { overrideClear } from './override/clear.ts'
import { overrideList } from './override/list.ts'
import { overrideSet } from './override/set.ts'
import { profileCheck } from './profile/check.ts'
import { profileList } from './profile/list.ts'
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
  chargerRemove,
  identifierAdd,
  identifierImport,
  identifierList,
  identifierBlock,
  identifierRemove,
  overrideSet,
  overrideList,
  overrideClear,
  mode,
  profileList,
  profileCheck,
  simulate,
]
