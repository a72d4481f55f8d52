import type { AccessMode, ModeStatus } from '../domain/access-mode.ts'

/** Why a mode is expected, as the API tells it. */
export interface ModeBecause {
  readonly source: 'override' | 'window' | 'default' | 'rollout'
  /** Of the override or window. */
  readonly id: number | null
}

/** Repeated here: the rules that define them take long to load, and no command waits for what it does not need. */
export const accessModes = ['freevend', 'managed_access'] as const satisfies readonly AccessMode[]

/** How the observed mode stands to the expected one, in the words of the pages. */
export const statusWords: Readonly<Record<ModeStatus, string>> = {
  confirmed: 'as expected',
  applying: 'changing…',
  unconfirmed: 'not confirmed',
  rejected: 'charger refused',
  drifted: 'changed by someone else',
  unsupported: 'cannot be controlled',
}

/** `window 3`, `override 4`; `default` where no window holds. */
export function becauseWords({ source, id }: ModeBecause): string {
  return id === null ? source : `${source} ${id}`
}
