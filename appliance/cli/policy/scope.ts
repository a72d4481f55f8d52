import { chargerPath } from '../charger/charger.ts'
import { UsageError } from '../failure.ts'
import type { Gateway } from '../gateway-client.ts'
import { groupPath, needGroup } from '../group/group.ts'

/** Whose schedule or policy is meant; neither: the depot's. */
export const scopeOptions = {
  charger: { type: 'string', value: 'ID', help: 'Of this charger; without it and --group, of the depot.' },
  group: { type: 'string', value: 'NAME', help: 'Of this group of chargers.' },
} as const

export interface Scope {
  readonly scope: 'depot' | 'group' | 'charger'
  readonly scopeId: string
  /** For people. */
  readonly name: string
  /** Of its policy in the API. */
  readonly path: string
  /** The chargers in it; null: all. */
  readonly chargerIds: readonly string[] | null
}

/** What the options name. Throws `UsageError` for both, `CommandFailure` for a group that is not there. */
export async function findScope(
  gateway: () => Promise<Gateway>,
  { charger, group }: { readonly charger?: string | undefined; readonly group?: string | undefined },
): Promise<Scope> {
  if (charger !== undefined && group !== undefined) {
    throw new UsageError('--charger and --group exclude each other; use one.')
  }
  if (charger !== undefined) {
    const path = `${chargerPath(charger)}/policy`
    return { scope: 'charger', scopeId: charger, name: charger, path, chargerIds: [charger] }
  }
  if (group === undefined) {
    return { scope: 'depot', scopeId: '', name: 'The depot', path: '/api/policy', chargerIds: null }
  }
  const found = await needGroup(await gateway(), group)
  const { id, name, chargerIds } = found
  const path = `${groupPath(found)}/policy`
  return { scope: 'group', scopeId: String(id), name: `Group ${name}`, path, chargerIds }
}
