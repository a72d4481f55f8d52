/** Why a session ended, in one vocabulary for all protocol versions. */
export const stopReasons = [
  'local',
  'remote',
  'ev_disconnected',
  'stopped_by_ev',
  'deauthorised',
  'master_pass',
  'emergency_stop',
  'unlock_command',
  'energy_limit',
  'time_limit',
  'soc_limit',
  'out_of_credit',
  'transfer_rejected',
  'timeout',
  'ground_fault',
  'overcurrent_fault',
  'power_quality',
  'power_loss',
  'reboot',
  'hard_reset',
  'soft_reset',
  'immediate_reset',
  /** The charger said `Other`, or something that is in no standard. */
  'other',
  /** The charger never told. */
  'unknown',
] as const
export type StopReason = (typeof stopReasons)[number]

export interface StopCause {
  readonly reason: StopReason
  /** As the charger put it. */
  readonly wire: string | null
}

/** OCPP 1.6: 7.36 Reason; 2.0.1 and 2.1: ReasonEnumType. By lower-case wire text. */
const byWire: ReadonlyMap<string, StopReason> = new Map([
  ['local', 'local'],
  ['remote', 'remote'],
  ['evdisconnected', 'ev_disconnected'],
  ['stoppedbyev', 'stopped_by_ev'],
  ['deauthorized', 'deauthorised'],
  ['masterpass', 'master_pass'],
  ['emergencystop', 'emergency_stop'],
  ['unlockcommand', 'unlock_command'],
  ['energylimitreached', 'energy_limit'],
  ['timelimitreached', 'time_limit'],
  ['soclimitreached', 'soc_limit'],
  ['localoutofcredit', 'out_of_credit'],
  ['reqenergytransferrejected', 'transfer_rejected'],
  ['timeout', 'timeout'],
  ['groundfault', 'ground_fault'],
  ['overcurrentfault', 'overcurrent_fault'],
  ['powerquality', 'power_quality'],
  ['powerloss', 'power_loss'],
  ['reboot', 'reboot'],
  ['hardreset', 'hard_reset'],
  ['softreset', 'soft_reset'],
  ['immediatereset', 'immediate_reset'],
  ['other', 'other'],
])

/** In all versions a stop that names no reason was made at the charger, by its user. */
export function stopCause(wire: string | null | undefined): StopCause {
  const text = (wire ?? '').trim()
  if (text === '') return { reason: 'local', wire: null }
  return { reason: byWire.get(text.toLowerCase()) ?? 'other', wire: text }
}
