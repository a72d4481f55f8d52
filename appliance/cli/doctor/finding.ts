/** What came of one check. */
export interface Finding {
  readonly check: string
  readonly result: 'ok' | 'warn' | 'fail'
  readonly found: string
  /** What to do; null where nothing needs to be done. */
  readonly remedy: string | null
  /** For `--json`: what it rests on, in the words of the tool that said it. */
  readonly details?: readonly string[]
}

export function ok(check: string, found: string): Finding {
  return { check, result: 'ok', found, remedy: null }
}

/** It works, but not as it should or not for long. */
export function warn(check: string, found: string, remedy: string): Finding {
  return { check, result: 'warn', found, remedy }
}

/** The gateway cannot do its work like this. */
export function fail(check: string, found: string, remedy: string): Finding {
  return { check, result: 'fail', found, remedy }
}
