import { isRfc3339 } from '../rpc/date-time.ts'
import { absent, type RepairScope } from './repair-scope.ts'

const almost =
  /^(\d{4}-\d\d-\d\d)[T\s]\s*(\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,12}))?\s*(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/i

/**
 * Writes what the charger claims as RFC 3339, UTC where it names no zone. `absent` for what says no time at all,
 * such as an empty text or `0000-00-00T00:00:00Z`; the text as it was where the profile does not tolerate it.
 */
export function repairTimestamp(scope: RepairScope, text: string): string | typeof absent {
  const timestamp = readable(text.trim())
  if (timestamp === null) return scope.use('missing_timestamp') ? absent : text
  return scope.use('timestamp_without_zone') ? timestamp : text
}

function readable(text: string): string | null {
  const found = almost.exec(text)
  if (found === null) return null
  const [, date, minutes, seconds = ':00', fraction, , zoneHours, zoneMinutes = '00'] = found
  const zone = zoneHours === undefined ? 'Z' : `${zoneHours}:${zoneMinutes}`
  const timestamp = `${date}T${minutes}${seconds}${fraction === undefined ? '' : `.${fraction}`}${zone}`
  return isRfc3339(timestamp) ? timestamp : null
}
