import type { PolicyScope } from '../lib/schedule-types.ts'

/** Whose calendar or policy: the depot's (`id` empty), a group's or a charger's. */
export interface Scope {
  scope: PolicyScope
  id: string
}

export const depotScope: Scope = { scope: 'depot', id: '' }

/** Where the policy of a scope is read and written. */
export function policyPath({ scope, id }: Scope): string {
  switch (scope) {
    case 'depot':
      return '/api/policy'
    case 'group':
      return `/api/groups/${id}/policy`
    case 'charger':
      return `/api/chargers/${encodeURIComponent(id)}/policy`
  }
}

/** The page on which a scope's calendar is edited. */
export function schedulePath({ scope, id }: Scope): string {
  switch (scope) {
    case 'depot':
      return '/schedule'
    case 'group':
      return `/groups/${id}`
    case 'charger':
      return `/chargers/${encodeURIComponent(id)}/schedule`
  }
}
