import type { NewWindow } from '../../appliance/domain/schedule/parse-window.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { applySchedule } from '../../appliance/flows/apply-schedule.ts'
import { changePolicy, type PolicyRules } from '../../appliance/flows/change-policy.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { findChargerMode } from '../../appliance/store/charger-modes.ts'
import type { ChargerMode } from '../../appliance/domain/charger-mode.ts'
import { listModeChanges } from '../../appliance/store/mode-changes.ts'
import { depotScope } from '../../appliance/store/policies.ts'
import { offlineLink, onlineLink } from './charger-link.ts'
import type { TestFlows } from './flows.ts'

/** Managed access every night from 18:00 to 06:00. */
export const nights: NewWindow & { readonly id: null } = {
  id: null,
  mode: 'managed_access',
  rrule: 'FREQ=DAILY',
  dates: [],
  exdates: [],
  startLocal: '18:00',
  endLocal: '06:00',
  validFrom: null,
  validTo: null,
  priority: 0,
  label: 'nights',
}

/** A depot in London that is open by day, and what its scheduler does. */
export interface ScheduledDepot {
  /** `nextAt` as text. */
  readonly apply: (online?: boolean) => Promise<{ changed: readonly string[]; nextAt: string | null }>
  readonly rules: (rules: Partial<PolicyRules>) => Promise<void>
  readonly mode: (chargerId?: string) => ChargerMode
  /** Oldest first. */
  readonly changes: (chargerId?: string) => ReturnType<typeof listModeChanges>['items']
}

export async function scheduledDepot(
  flows: TestFlows,
  chargerIds: readonly string[] = ['CP1'],
): Promise<ScheduledDepot> {
  const password = { kind: 'none' } as const
  const chargers = chargerIds.map((id) => ({ id, label: null, profileId: null, password }))
  await addChargers(flows, gatewayOrigin, { chargers, approve: true, noPassword: 'allow' })
  const rules = async (changed: Partial<PolicyRules>) => {
    const change = { scope: depotScope, rules: changed, acknowledgePartial: false }
    const { kind } = await changePolicy(flows, gatewayOrigin, change)
    if (kind !== 'changed') throw new Error(`the policy was not changed: ${kind}`)
  }
  await rules({ defaultMode: 'freevend', windows: [nights] })
  return {
    rules,
    async apply(online = true) {
      const link = online ? onlineLink(flows) : offlineLink
      const { changed, nextAt } = await applySchedule(flows, link, flows.clock.now())
      return { changed, nextAt: nextAt?.toString() ?? null }
    },
    mode: (chargerId = chargerIds[0]!) => findChargerMode(flows.store, chargerId)!,
    changes: (chargerId = chargerIds[0]!) =>
      listModeChanges(flows.store, { chargerId }, { limit: 100, cursor: null }).items.toReversed(),
  }
}
