import { parseArgs } from 'node:util'
import { commonOptions } from './common-options.ts'
import type { Command } from './command.ts'
import { UsageError } from './failure.ts'
import { nearest } from './nearest.ts'

export interface Parsed {
  readonly operands: string[]
  readonly values: Record<string, unknown>
}

/** Finds the command that the words begin with. What was typed is never repeated: it may be an identifier. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command; rest: string[] } {
  const [first = '', second = ''] = words
  const whole = commands.find(({ name }) => name === `${first} ${second}`)
  if (whole) return { command: whole, rest: words.slice(2) }
  const single = commands.find(({ name }) => name === first)
  if (single) return { command: single, rest: words.slice(1) }
  throw new UsageError(`There is no such command; ${hint(commands, first, second)}`)
}

function hint(commands: readonly Command[], first: string, second: string): string {
  const names = commands.map(({ name }) => name)
  const siblings = names.filter((name) => name.startsWith(`${first} `))
  const typed = second.startsWith('-') ? first : `${first} ${second}`.trim()
  const meant =
    siblings.length > 0 ? nearest(typed, siblings) : (nearest(typed, names) ?? nearest(first, names))
  if (meant !== null) return `did you mean "${meant}"?`
  return siblings.length > 0 ? `there are ${siblings.join(', ')}.` : 'see gatehouse --help.'
}

/**
 * Reads options and operands of a command. Node's own parser gives types from the descriptions and costs nothing
 * at start; what it lacks, help and plain messages, a library would not word as we do. Throws `UsageError`.
 */
export function parseCommand(command: Command, args: readonly string[]): Parsed {
  const options = { ...command.options, ...commonOptions }
  let parsed: { positionals: string[]; values: Record<string, unknown> }
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (cause) {
    throw new UsageError(explain(cause, command, Object.keys(options)), { cause })
  }
  const { positionals: operands, values } = parsed
  const [from, to] = command.count
  if (values['help'] !== true && (operands.length < from || operands.length > to)) {
    const much = operands.length < from ? 'few' : 'many'
    const wanted = command.operands === '' ? 'none is expected' : `expected: ${command.operands}`
    throw new UsageError(`Too ${much} arguments for "${command.name}"; ${wanted}.`)
  }
  return { operands, values }
}

function explain(cause: unknown, { name }: Command, options: readonly string[]): string {
  const { code, message } = cause as { code?: string; message: string }
  const option = /'(?:-\w, )?--?([\w-]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(option, options)
    const remedy = meant ? `did you mean --${meant}?` : `see gatehouse ${name} --help.`
    return `"${name}" has no option --${option}; ${remedy}`
  }
  const valueIsMissing = message.includes('argument missing') || message.includes('ambiguous')
  return `--${option} ${valueIsMissing ? 'needs a value' : 'takes no value'}; see gatehouse ${name} --help.`
}
