/** Patterns of profiles: `*` stands for any text, `|` parts alternatives, letter case does not matter. */

/** Firmware pads these fields with blanks and NUL, so both are ignored at the ends of the text. */
export function isLike(text: string, pattern: string): boolean {
  const value = text.replaceAll('\0', '').trim().toLowerCase()
  return alternatives(pattern).some((alternative) => fits(value, alternative))
}

/** Whether every text that is like `narrow` is also like `wide`. */
export function patternCovers(wide: string, narrow: string): boolean {
  // A star of the narrow pattern can be anything, so only a star of the wide one may take it.
  return alternatives(narrow).every((alternative) =>
    alternatives(wide).some((other) => fits(alternative.replaceAll('*', '\u{10ffff}'), other)),
  )
}

/** The same pattern, however it is written. */
export function normalisePattern(pattern: string): string {
  return alternatives(pattern).sort().join('|')
}

function alternatives(pattern: string): string[] {
  return pattern
    .toLowerCase()
    .split('|')
    .map((alternative) => alternative.trim())
}

function fits(value: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return value === start
  if (!value.startsWith(start) || value.length < start.length + end.length || !value.endsWith(end))
    return false
  let from = start.length
  for (const middle of rest) {
    const at = value.indexOf(middle, from)
    if (at < 0) return false
    from = at + middle.length
  }
  return from <= value.length - end.length
}
