const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,12})?(?:[Zz]|[+-](\d\d):(\d\d))$/
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Whether the text is a date-time of RFC 3339 §5.6, zone included. The schema is strict; what real chargers
 * send instead is let in by the tolerances of their firmware profile.
 */
export function isRfc3339(text: string): boolean {
  const found = rfc3339.exec(text)
  if (found === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0
  const inMonth = day >= 1 && day <= (daysInMonth[month - 1] ?? 0) + leap
  // Second 60 is a leap second, which RFC 3339 allows.
  return inMonth && hour < 24 && minute < 60 && second <= 60 && zoneHour < 24 && zoneMinute < 60
}
