import type { IconName } from '../components/icon.ts'
import type {
  AccessMode,
  Capability,
  Charger,
  ChargingSession,
  Decision,
  Identifier,
  ModeChange,
  ModeStatus,
} from './api-types.ts'
import { words } from './format.ts'
import { modeLabels } from './names.ts'

/** How a state is told: a shape, a word, and a colour that repeats them. */
export interface StatusWords {
  icon: IconName
  label: string
  tone: 'good' | 'warn' | 'bad' | 'idle' | 'active'
}

const connectorWords: Record<string, StatusWords> = {
  Available: { icon: 'circle-check', label: 'Available', tone: 'good' },
  Preparing: { icon: 'plug', label: 'Preparing', tone: 'active' },
  Occupied: { icon: 'plug', label: 'Occupied', tone: 'active' },
  Charging: { icon: 'bolt', label: 'Charging', tone: 'active' },
  SuspendedEV: { icon: 'pause', label: 'Paused by vehicle', tone: 'idle' },
  SuspendedEVSE: { icon: 'pause', label: 'Paused by charger', tone: 'warn' },
  Finishing: { icon: 'half', label: 'Finishing', tone: 'idle' },
  Reserved: { icon: 'clock', label: 'Reserved', tone: 'idle' },
  Unavailable: { icon: 'minus', label: 'Out of service', tone: 'idle' },
  Faulted: { icon: 'warning', label: 'Faulted', tone: 'bad' },
}

/** OCPP connector status (1.6 section 7.7, 2.0.1 `ConnectorStatusEnumType`) in plain words. */
export function connectorStatus(status: string | null): StatusWords {
  if (status === null) return { icon: 'question', label: 'Not reported yet', tone: 'idle' }
  return connectorWords[status] ?? { icon: 'question', label: words(status), tone: 'idle' }
}

export function onlineStatus(charger: Pick<Charger, 'online'>): StatusWords {
  return charger.online
    ? { icon: 'dot', label: 'Online', tone: 'good' }
    : { icon: 'plug-off', label: 'Offline', tone: 'bad' }
}

export function modeWords(mode: AccessMode | null): StatusWords {
  switch (mode) {
    case 'freevend':
      return { icon: 'unlocked', label: modeLabels.freevend, tone: 'idle' }
    case 'managed_access':
      return { icon: 'lock', label: modeLabels.managed_access, tone: 'idle' }
    case null:
      return { icon: 'question', label: 'Not known', tone: 'idle' }
  }
}

/** Whether a charger is in the mode that is expected of it. */
export function modeStatusWords(status: ModeStatus): StatusWords {
  switch (status) {
    case 'confirmed':
      return { icon: 'check', label: 'As expected', tone: 'good' }
    case 'applying':
      return { icon: 'refresh', label: 'Changing…', tone: 'active' }
    case 'unconfirmed':
      return { icon: 'question', label: 'Not confirmed', tone: 'idle' }
    case 'rejected':
      return { icon: 'circle-cross', label: 'Charger refused', tone: 'bad' }
    case 'drifted':
      return { icon: 'arrows', label: 'Changed by someone else', tone: 'bad' }
    case 'unsupported':
      return { icon: 'minus', label: 'Cannot be controlled', tone: 'warn' }
  }
}

/** What a charger can enforce of managed access. */
export function capabilityWords(state: Capability['state']): StatusWords {
  switch (state) {
    case 'fully_supported':
      return { icon: 'circle-check', label: 'Fully supported', tone: 'good' }
    case 'partially_supported':
      return { icon: 'half', label: 'Partially supported', tone: 'warn' }
    case 'unsupported':
      return { icon: 'minus', label: 'Cannot be controlled', tone: 'bad' }
  }
}

/** What became of a change of mode. */
export function modeChangeWords(outcome: ModeChange['outcome']): StatusWords {
  switch (outcome) {
    case 'confirmed':
      return { icon: 'circle-check', label: 'Confirmed', tone: 'good' }
    case 'waiting':
      return { icon: 'clock', label: 'Waiting', tone: 'active' }
    case 'rejected':
      return { icon: 'circle-cross', label: 'Charger refused', tone: 'bad' }
    case 'failed':
      return { icon: 'warning', label: 'Failed', tone: 'bad' }
    case 'missed':
      return { icon: 'minus', label: 'Missed', tone: 'warn' }
    case 'superseded':
      return { icon: 'arrows', label: 'Superseded', tone: 'idle' }
  }
}

/** A charger whose mode somebody should look at. A change under way and an offline charger are no problem yet. */
export function hasModeProblem(charger: Pick<Charger, 'modeStatus'>): boolean {
  const { modeStatus } = charger
  return modeStatus === 'rejected' || modeStatus === 'drifted' || modeStatus === 'unsupported'
}

/** What was decided; an observed decision was not enforced, so it is told as what would have been. */
export function outcomeWords({ outcome, observed }: Pick<Decision, 'outcome' | 'observed'>): StatusWords {
  if (observed) {
    return outcome === 'allow'
      ? { icon: 'eye', label: 'Would be allowed', tone: 'idle' }
      : { icon: 'eye', label: 'Would be refused', tone: 'warn' }
  }
  return outcome === 'allow'
    ? { icon: 'circle-check', label: 'Allowed', tone: 'good' }
    : { icon: 'circle-cross', label: 'Refused', tone: 'bad' }
}

export function sessionStatus(session: Pick<ChargingSession, 'state'>): StatusWords {
  switch (session.state) {
    case 'started':
      return { icon: 'plug', label: 'Started', tone: 'active' }
    case 'charging':
      return { icon: 'bolt', label: 'Charging', tone: 'active' }
    case 'ended':
      return { icon: 'check', label: 'Ended', tone: 'idle' }
  }
}

export function identifierStatus(identifier: Pick<Identifier, 'status'>): StatusWords {
  switch (identifier.status) {
    case 'active':
      return { icon: 'circle-check', label: 'Active', tone: 'good' }
    case 'inactive':
      return { icon: 'minus', label: 'Inactive', tone: 'idle' }
    case 'blocked':
      return { icon: 'circle-cross', label: 'Blocked', tone: 'bad' }
  }
}
