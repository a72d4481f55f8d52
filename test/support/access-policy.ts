import type { AccessMode, AccessOverride, AccessPolicy } from '../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../appliance/domain/schedule/access-window.ts'

/** A window on every day from 18:00 to 06:00, unless said otherwise. */
export function accessWindow(given: Partial<AccessWindow> = {}): AccessWindow {
  return {
    id: 1,
    mode: 'managed_access',
    rrule: 'FREQ=DAILY',
    dates: [],
    exdates: [],
    startLocal: '18:00',
    endLocal: '06:00',
    validFrom: null,
    validTo: null,
    priority: 0,
    label: '',
    ...given,
  }
}

/** Freevend but for its windows. */
export function accessPolicy(zone: string, windows: readonly AccessWindow[] = []): AccessPolicy {
  return {
    defaultMode: 'freevend',
    windows,
    onBoundary: 'finish',
    fallback: 'use_last_known',
    offlinePolicy: 'listed_only',
    listMaxAgeS: null,
    zone,
    version: 1,
  }
}

export function accessOverride(
  id: number,
  mode: AccessMode,
  from: Temporal.Instant,
  until: Temporal.Instant,
): AccessOverride {
  return { id, mode, from, until, reason: 'snow', actor: 'ana' }
}
