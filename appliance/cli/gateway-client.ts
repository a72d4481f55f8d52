import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Gateway as ComposedGateway } from '../compose.ts'
import type { Config } from '../config.ts'
import { readControlFile } from '../control-file.ts'
import { CommandFailure } from './failure.ts'
import { problemText, type Problem } from './problem-text.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Reply {
  readonly status: number
  readonly body: string
}

type Send = (
  method: Method,
  path: string,
  headers: Record<string, string>,
  body: string | undefined,
) => Promise<Reply>

interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

/** The HTTP API of the gateway, wherever it is. */
export class Gateway {
  /** Whether a gateway serves this data directory; else this process has it for the moment. */
  readonly running: boolean
  readonly #send: Send
  readonly #secret: string
  readonly #close: () => Promise<void>

  constructor(running: boolean, secret: string, send: Send, close: () => Promise<void>) {
    this.running = running
    this.#send = send
    this.#secret = secret
    this.#close = close
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.request('GET', path)
  }

  post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.request('POST', path, JSON.stringify(body))
  }

  put<Answer>(path: string, body: object): Promise<Answer> {
    return this.request('PUT', path, JSON.stringify(body))
  }

  patch<Answer>(path: string, body: object): Promise<Answer> {
    return this.request('PATCH', path, JSON.stringify(body))
  }

  /** Every item of a list, page after page. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = []
    let cursor: string | null = null
    do {
      const query: string = `limit=500${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
      const page: Page<Item> = await this.get(`${path}${path.includes('?') ? '&' : '?'}${query}`)
      items.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    return items
  }

  /** Throws `CommandFailure` with what the gateway says where the answer is not a success. */
  async request<Answer>(
    method: Method,
    path: string,
    body?: string,
    contentType = 'application/json',
  ): Promise<Answer> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#secret}`,
      'x-gatehouse-cli-user': userInfo().username,
      ...(body === undefined ? {} : { 'content-type': contentType }),
    }
    const reply = await this.#send(method, path, headers, body)
    if (reply.status >= 400) throw failureOf(reply)
    return (reply.body === '' ? null : JSON.parse(reply.body)) as Answer
  }

  close(): Promise<void> {
    return this.#close()
  }
}

function failureOf({ status, body }: Reply): CommandFailure {
  let problem: Problem = {}
  try {
    problem = JSON.parse(body) as Problem
  } catch {
    // Not from the gateway: what is known is the status.
  }
  return new CommandFailure(problemText(problem, status), problem)
}

/** A gateway takes about a second to start or to stop, another command less. */
const patienceMs = 5000
const pauseMs = 100

/**
 * Finds the running gateway; where there is none, takes the data directory and answers in this process.
 * Throws `CommandFailure` when somebody holds the directory and does not answer, and, unless it `mayCreate` one,
 * when there is no database in it.
 */
export async function openGateway(config: Config, mayCreate: boolean): Promise<Gateway> {
  const deadlineMs = performance.now() + patienceMs
  for (;;) {
    const gateway = (await findRunning(config.dataDir)) ?? (await takeOver(config, mayCreate))
    if (gateway !== null) return gateway
    if (performance.now() > deadlineMs) {
      throw new CommandFailure(
        `Another Gatehouse process holds ${config.dataDir} and does not answer; stop it and try again.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** The gateway that runs on this data directory; null where none answers to the secret that it left. */
export async function findRunning(dataDir: string): Promise<Gateway | null> {
  const control = readControlFile(dataDir)
  if (control === null) return null
  const send: Send = async (method, path, headers, body) => {
    const response = await fetch(control.url + path, { method, headers, ...(body !== undefined && { body }) })
    return { status: response.status, body: await response.text() }
  }
  const gateway = new Gateway(true, control.secret, send, () => Promise.resolve())
  try {
    const { user } = await gateway.get<{ user: object | null }>('/api/session')
    // Whoever has the port now may be another gateway, which does not know the secret.
    return user === null ? null : gateway
  } catch {
    return null
  }
}

async function takeOver(config: Config, mayCreate: boolean): Promise<Gateway | null> {
  const { dataDir } = config
  if (!mayCreate && !existsSync(join(dataDir, 'gatehouse.db'))) {
    throw new CommandFailure(
      `There is no gateway in ${dataDir}; run gatehouse init, or name its directory with --data-dir.`,
    )
  }
  // Only now: a command that finds a gateway running starts in half the time without all of this.
  const [{ composeGateway }, { DataDirectoryInUseError }] = await Promise.all([
    import('../compose.ts'),
    import('../store/process-lock.ts'),
  ])
  try {
    // Standard output is for what the command says.
    return inThisProcess(await composeGateway({ ...config, logLevel: 'silent' }, { listen: false }))
  } catch (error) {
    if (error instanceof DataDirectoryInUseError) return null
    throw error
  }
}

/** The API of a gateway that is part of this process; closing it closes the gateway. */
export function inThisProcess({ app, controlSecret, close }: ComposedGateway): Gateway {
  const send: Send = async (method, url, headers, body) => {
    const reply = await app.inject({ method, url, headers, ...(body !== undefined && { body }) })
    return { status: reply.statusCode, body: reply.body }
  }
  return new Gateway(false, controlSecret, send, close)
}
