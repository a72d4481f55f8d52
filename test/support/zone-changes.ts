import { zoneTransitionsBetween } from '../../appliance/domain/schedule/zone-transitions.ts'

const first = Temporal.Instant.from('2024-11-20T00:00:00Z')
const last = Temporal.Instant.from('2028-11-20T00:00:00Z')

/** Every zone whose clocks change between late 2024 and late 2028, with the instants at which they do. */
export const changingZones = Intl.supportedValuesOf('timeZone')
  .map((zone) => ({ zone, changes: zoneTransitionsBetween(zone, first, last).map(({ at }) => at) }))
  .filter(({ changes }) => changes.length > 0)
