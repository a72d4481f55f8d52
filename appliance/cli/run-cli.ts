import { ConfigError, loadConfig } from '../config.ts'
import { MasterKeyError } from '../master-key.ts'
import { version } from '../version.ts'
import type { Command, Output, Surroundings } from './command.ts'
import { commands } from './commands.ts'
import { CommandFailure, UsageError } from './failure.ts'
import { openGateway } from './gateway-client.ts'
import type { Gateway } from './gateway-client.ts'
import { commandHelp, overview } from './help.ts'
import { findCommand, parseCommand } from './parse.ts'
import type { Parsed } from './parse.ts'
import { mistakeText } from './problem-text.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command line to its end. Resolves to the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const asJson = args.includes('--json')
  try {
    const output = await dispatch(args, terminal)
    if (output === null) return 0
    terminal.stdout.write(`${asJson ? JSON.stringify(output.data, null, 2) : output.text}\n`)
    return output.exitCode ?? 0
  } catch (error) {
    const { exitCode, message, details } = failureOf(error)
    if (asJson) terminal.stdout.write(`${JSON.stringify({ error: message, ...details }, null, 2)}\n`)
    terminal.stderr.write(`${message}\n`)
    return exitCode
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<Output | null> {
  const [first] = args
  if (first === undefined) throw new UsageError(`A command is needed.\n\n${overview(commands)}`)
  if (first === '--version') return { data: { version }, text: version }
  if (first === '--help' || first === 'help') return help(args.slice(1))
  const { command, rest } = findCommand(commands, args)
  const parsed = parseCommand(command, rest)
  if (parsed.values['help'] === true) return saying(commandHelp(command))
  return runWithGateway(command, parsed, terminal)
}

function help(words: readonly string[]): Output {
  const options = words.findIndex((word) => word.startsWith('-'))
  const topic = options === -1 ? words : words.slice(0, options)
  if (topic.length === 0) return saying(overview(commands))
  return saying(commandHelp(findCommand(commands, topic).command))
}

function saying(text: string): Output {
  return { data: { help: text }, text }
}

async function runWithGateway(command: Command, parsed: Parsed, terminal: Terminal): Promise<Output | null> {
  let opened: Promise<Gateway> | null = null
  const dataDir = parsed.values['data-dir']
  const overrides = typeof dataDir === 'string' ? { GATEHOUSE_DATA_DIR: dataDir } : {}
  const surroundings: Surroundings = {
    terminal,
    config: () => loadConfig(undefined, overrides),
    gateway: () => (opened ??= openGateway(surroundings.config(), command.mayCreate ?? false)),
  }
  try {
    return await command.run(surroundings, parsed.operands, parsed.values as never)
  } catch (error) {
    const mistake = error instanceof CommandFailure ? mistakeText(error.details, command.options) : null
    throw mistake === null ? error : new UsageError(mistake, { cause: error })
  } finally {
    // Where it could not be opened there is nothing to close, and the command has said so.
    const gateway = await (opened as Promise<Gateway> | null)?.catch(() => null)
    await gateway?.close()
  }
}

interface Failure {
  readonly exitCode: 1 | 2
  readonly message: string
  readonly details: object
}

function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return { exitCode: 2, message: error.message, details: {} }
  if (error instanceof CommandFailure) return { exitCode: 1, message: error.message, details: error.details }
  if (error instanceof ConfigError) return { exitCode: 2, message: error.message, details: {} }
  if (error instanceof MasterKeyError) return { exitCode: 1, message: error.message, details: {} }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: 1, message: `Unexpected: ${message}`, details: {} }
}
