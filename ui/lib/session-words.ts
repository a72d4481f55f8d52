import type { ChargingSession } from './api-types.ts'
import { formatDuration, formatEnergy, words } from './format.ts'

const flags: Record<string, [label: string, sentence: string]> = {
  offline: [
    'Offline',
    'Took place, wholly or in part, while the charger could not reach the gateway; it was told afterwards.',
  ],
  start_missing: ['No start', 'The charger told the end but never the start.'],
  stop_missing: ['No end', 'The charger never told the end; the gateway closed the session.'],
  superseded: ['Superseded', 'Another session began on the connector while this one was open.'],
  clock_suspect: ['Clock suspect', 'The charger’s times could not be believed.'],
  denied: ['Refused', 'The identifier was refused, and the charger started all the same.'],
  sequence_gap: ['Messages missing', 'Some of the charger’s numbered messages never arrived.'],
  energy_suspect: [
    'Energy suspect',
    'The meter ran backwards, or said what no meter says, so no energy is stated.',
  ],
  place_suspect: ['Connector suspect', 'The charger named a connector that cannot be.'],
}

/** A flag of a session in a word or two. */
export function flagLabel(flag: string): string {
  return flags[flag]?.[0] ?? words(flag)
}

/** What a flag of a session means. */
export function flagSentence(flag: string): string {
  return flags[flag]?.[1] ?? words(flag)
}

/** How long a session lasted, or has lasted by now. Below a minute nobody cares how short it was. */
export function sessionLength(session: Pick<ChargingSession, 'startedAt' | 'endedAt'>, now: Date): string {
  const untilMs = session.endedAt === null ? now.getTime() : Date.parse(session.endedAt)
  const lengthMs = untilMs - Date.parse(session.startedAt)
  return Math.abs(lengthMs) < 60_000 ? 'under 1 min' : formatDuration(lengthMs)
}

/** What was charged, so far while the session runs; `none` says it where no meter told. */
export function sessionEnergy({ energyWh }: Pick<ChargingSession, 'energyWh'>, none = '–'): string {
  return energyWh === null ? none : formatEnergy(energyWh)
}
