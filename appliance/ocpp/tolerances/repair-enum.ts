import { absent, type RepairScope } from './repair-scope.ts'

/** The word that claims least, by field, for those that have none called `Other`. The first that is legal counts. */
const neutral: Readonly<Record<string, Readonly<Record<'request' | 'response', readonly string[]>>>> = {
  // A connector that may not be what it was taken for is not offered to anybody; an answer counts as a refusal.
  status: { request: ['Unavailable'], response: ['Rejected', 'Failed', 'UnlockFailed', 'NotSupported'] },
  connectorStatus: { request: ['Unavailable'], response: [] },
  attributeStatus: { request: [], response: ['Rejected'] },
  // A transaction is never refused for the want of a reason.
  triggerReason: { request: ['AbnormalCondition'], response: [] },
}
const others = ['Other', 'OtherError', 'Unknown']

/** What other versions of OCPP and common spelling call the same thing. */
const aliases = new Map([
  ['occupied', 'preparing'],
  ['%', 'percent'],
  ['°c', 'celsius'],
  ['degc', 'celsius'],
])

/**
 * A legal value for a word that is none: the same in another letter case, what the word means, or the neutral
 * value of the field. `absent` where there is none, so that an optional field is left out.
 */
export function repairEnum(
  scope: RepairScope,
  name: string,
  allowed: readonly string[],
  text: string,
): string | typeof absent {
  if (!scope.use('unknown_enum_values')) return text
  const lower = text.trim().toLowerCase()
  const alias = aliases.get(lower)
  const meant = allowed.find((word) => [lower, alias].includes(word.toLowerCase()))
  if (meant !== undefined || lower === '') return meant ?? absent
  return [...(neutral[name]?.[scope.kind] ?? []), ...others].find((word) => allowed.includes(word)) ?? absent
}
