import type { Log } from '../../../appliance/log.ts'
import type { Connection } from '../../../appliance/ocpp/rpc/connection.ts'
import type { RpcOwner } from '../../../appliance/ocpp/rpc/rpc-owner.ts'
import { OcppServer } from '../../../appliance/ocpp/rpc/server.ts'
import type { OcppServerOptions } from '../../../appliance/ocpp/rpc/server-options.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** What tap's `t` is asked for here. */
interface Test {
  teardown(run: () => unknown): void
}

export interface Logged {
  readonly level: keyof Log
  readonly fields: object
  readonly message: string
}

/** Keeps what is logged. */
function keptLog(): { log: Log; lines: Logged[] } {
  const lines: Logged[] = []
  const at = (level: keyof Log) => (fields: object, message: string) =>
    void lines.push({ level, fields, message })
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines }
}

/** Answers every CALL with what a charger needs, without any rules behind it. */
const plainOwner: RpcOwner = {
  admit: ({ protocol }) => ({ admit: true, protocol }),
  handleCall: (_, action) =>
    action === 'Heartbeat' ? { currentTime: '2026-11-20T10:00:00.000Z' } : { status: 'Accepted' },
  onOpen: () => {},
  onClose: () => {},
}

/** A listening server of a test, with everything that its owner was told, in order. */
export async function startServer(
  t: Test,
  owner: Partial<RpcOwner> = {},
  options: Partial<OcppServerOptions> = {},
) {
  const clock = new FakeClock()
  const { log, lines } = keptLog()
  const events: string[] = []
  const opened = new Waiters<Connection>()
  const closed = new Waiters<string>()
  const server = new OcppServer(
    {
      ...plainOwner,
      ...owner,
      onOpen(connection) {
        events.push(`open ${connection.identity}`)
        owner.onOpen?.(connection)
        opened.push(connection)
      },
      onClose(connection, reason) {
        events.push(`close ${connection.identity} ${reason}`)
        owner.onClose?.(connection, reason)
        closed.push(reason)
      },
    },
    clock,
    log,
    { port: 0, host: '127.0.0.1', ...options },
  )
  const { port, tlsPort } = await server.listen()
  t.teardown(async () => {
    const ended = server.close()
    clock.advance(60_000)
    await ended
  })
  const url = `ws://127.0.0.1:${port}`
  return { server, clock, lines, events, opened, closed, port, tlsPort, url }
}

/** Hands what is pushed to whoever waits for it, or keeps it until somebody does. */
export class Waiters<T> {
  readonly kept: T[] = []
  readonly #waiting: ((value: T) => void)[] = []

  push(value: T): void {
    const first = this.#waiting.shift()
    if (first === undefined) this.kept.push(value)
    else first(value)
  }

  next(): Promise<T> {
    const first = this.kept.shift()
    if (first !== undefined) return Promise.resolve(first)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
