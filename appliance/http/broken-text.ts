import { problem } from './problem.ts'

/**
 * JSON can spell half a character (`\ud800`), which is no text: it can be neither hashed nor sent on. Throws a
 * 400 problem. Walks without recursion, for a body may be nested as deeply as it is long.
 */
export function refuseBrokenText(body: unknown): void {
  const left: unknown[] = [body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && !value.isWellFormed()) throw brokenText()
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue
    for (const [key, member] of Object.entries(value)) left.push(key, member)
  }
}

function brokenText() {
  return problem(
    400,
    'invalid-request',
    'A text in the body is not valid Unicode: it holds half a character.',
  )
}
