import { UsageError } from './failure.ts'

/** Checks a word against those that an option or operand knows. Throws `UsageError`, without repeating it. */
export function oneOf<Word extends string>(typed: string, name: string, words: readonly Word[]): Word {
  const known = words.find((word) => word === typed)
  if (known === undefined) throw new UsageError(`${name} must be ${either(words)}.`)
  return known
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
