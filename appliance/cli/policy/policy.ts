import type { AccessMode, BoundaryRule, Fallback, OfflinePolicy } from '../../domain/access-mode.ts'
import type { AccessWindow } from '../../domain/schedule/access-window.ts'
import type { Gateway } from '../gateway-client.ts'
import type { Group } from '../group/group.ts'
import type { Scope } from './scope.ts'

/** As `/api/policy` and those of groups and chargers tell it. */
export interface Policy {
  readonly scope: Scope['scope']
  /** Of the group or charger; empty for the depot. */
  readonly scopeId: string
  readonly defaultMode: AccessMode
  readonly windows: readonly AccessWindow[]
  readonly onBoundary: BoundaryRule
  readonly boundaryGraceMin: number
  readonly fallback: Fallback
  readonly offlinePolicy: OfflinePolicy
  readonly listMaxAgeS: number | null
  readonly version: number
  /** IANA zone in which windows are meant. */
  readonly zone: string
}

/** Whether the policy that holds there is its own, not one that it follows. */
export function isOwn(policy: Policy, { scope, scopeId }: Scope): boolean {
  return policy.scope === scope && policy.scopeId === scopeId
}

/** Whose policy it is, for people: `the depot`, `group Buses`. */
export async function ownerOf(gateway: Gateway, { scope, scopeId }: Policy): Promise<string> {
  switch (scope) {
    case 'depot':
      return 'the depot'
    case 'charger':
      return scopeId
    case 'group':
      return `group ${(await gateway.get<Group>(`/api/groups/${scopeId}`)).name}`
  }
}

/** What is said of a charger or group whose schedule is another's: one line, or none for its own. */
export async function followedLines(gateway: Gateway, policy: Policy, scope: Scope): Promise<string[]> {
  if (isOwn(policy, scope)) return []
  const owner = await ownerOf(gateway, policy)
  return [`${scope.name} has no schedule of its own and follows that of ${owner}.`]
}
