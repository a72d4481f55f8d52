import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { UsageError } from './failure.ts'

/** Where a command reads and writes. */
export interface Terminal {
  /** A terminal has the two that a file or a pipe has not. */
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown }
  readonly stdout: Writable
  readonly stderr: Writable
}

/** Everything on standard input, as for `--csv -`. */
export function readInput({ stdin }: Terminal): Promise<string> {
  return text(stdin)
}

/**
 * A password that is to be set: the first line of standard input with `--password-stdin`, else typed twice
 * without being shown. Throws `UsageError` where nobody could type it.
 */
export async function readNewPassword(terminal: Terminal, fromInput: boolean | undefined): Promise<string> {
  if (fromInput) return firstLine(await readInput(terminal))
  if (!terminal.stdin.isTTY) {
    throw new UsageError('There is no terminal to ask for a password; pass it with --password-stdin.')
  }
  const password = await askSecret(terminal, 'Password: ')
  const again = await askSecret(terminal, 'The same again: ')
  if (password !== again) throw new UsageError('The two passwords differ; start again.')
  return password
}

/** Without the line end only: blanks may be part of a password. */
function firstLine(input: string): string {
  const [line = ''] = input.split(/\r?\n/, 1)
  if (line === '') throw new UsageError('--password-stdin found no password on standard input.')
  return line
}

const enter = new Set(['\r', '\n'])
const erase = new Set(['\u007F', '\b'])
const interrupt = '\u0003'

async function askSecret({ stdin, stderr }: Terminal, question: string): Promise<string> {
  stderr.write(question)
  stdin.setEncoding('utf8')
  stdin.setRawMode?.(true)
  stdin.resume()
  let secret = ''
  try {
    for (;;) {
      for (const character of String((await once(stdin, 'data'))[0])) {
        if (character === interrupt) throw new UsageError('Interrupted.')
        if (enter.has(character)) return secret
        secret = erase.has(character) ? secret.slice(0, -1) : secret + character
      }
    }
  } finally {
    stdin.setRawMode?.(false)
    stdin.pause()
    stderr.write('\n')
  }
}
