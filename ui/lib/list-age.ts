/** As far as the API goes: ten years. */
export const longestListAgeH = 10 * 366 * 24

/** The age in seconds for hours as typed; null: no limit, undefined: not to be taken. */
export function listAgeOf(text: string): number | null | undefined {
  if (text === '') return null
  const hours = Number(text)
  return Number.isInteger(hours) && hours >= 1 && hours <= longestListAgeH ? hours * 3600 : undefined
}
