import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { runCli } from '../../appliance/cli/run-cli.ts'

/** What a command did. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output of `--json`. */
  readonly json: any
}

const root = join(import.meta.dirname, '..', '..')

/** Runs a command on this data directory within the test's process: a process of its own takes much longer. */
export async function gatehouse(dataDir: string, args: readonly string[], input = ''): Promise<Outcome> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const terminal = { stdin: Readable.from([input]), stdout, stderr }
  const code = await runCli(args.length === 0 ? [] : [...args, '--data-dir', dataDir], terminal)
  stdout.end()
  stderr.end()
  return outcomeOf(code, await text(stdout), await text(stderr))
}

/** Runs `bin/gatehouse`, or a link to it, as people do. */
export async function spawned(command: string, args: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(command, args, { stdio: 'pipe' })
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return outcomeOf(code, stdout, stderr)
}

export const command = join(root, 'bin', 'gatehouse')

export interface Served {
  readonly process: ChildProcess
  /** What it has said until it was ready. */
  readonly greeting: string[]
  /** Resolves to the exit code, null after a kill. */
  readonly exited: Promise<number | null>
}

/** Starts a gateway on ports of the system's choosing, in a process of its own. */
export async function serve(
  t: Test,
  dataDir: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const env = {
    ...process.env,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_HTTP_PORT: '0',
    GATEHOUSE_OCPP_PORT: '0',
    GATEHOUSE_HTTP_HOST: '127.0.0.1',
    GATEHOUSE_OCPP_HOST: '127.0.0.1',
    GATEHOUSE_LOG_LEVEL: 'error',
    ...changes,
  }
  const child = spawn(command, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const greeting: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    greeting.push(line)
    if (line.startsWith('Chargers connect')) break
  }
  return { process: child, greeting, exited }
}

function outcomeOf(code: number, stdout: string, stderr: string): Outcome {
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout)
    },
  }
}
