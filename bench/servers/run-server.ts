import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Child } from '../child.ts'
import type { Plan } from '../plan.ts'
import type { ServerActions, ServerOptions } from './server-actions.ts'

const scripts = { bare: 'servers/bare.ts', gatehouse: 'servers/gatehouse.ts' } as const
export type ServerName = keyof typeof scripts

export type Server = Child<ServerActions>

export function startServer(name: ServerName): Server {
  return new Child(scripts[name])
}

/**
 * Starts a server that knows its chargers from an earlier start, hands it to `measure`, and leaves nothing
 * behind. That start is another process, for adding chargers leaves its traces in memory.
 */
export async function withServer<T>(
  name: ServerName,
  plan: Plan,
  measure: (server: Server, port: number) => Promise<T>,
): Promise<T> {
  using folder = temporaryFolder(plan)
  const options = { dataDir: folder.path, chargers: plan.chargers }
  await runServer(name, options, async () => {})
  return await runServer(name, options, measure)
}

async function runServer<T>(
  name: ServerName,
  options: ServerOptions,
  measure: (server: Server, port: number) => Promise<T>,
): Promise<T> {
  await using server = startServer(name)
  const { port } = await server.ask('start', options)
  const measured = await measure(server, port)
  await server.ask('stop')
  return measured
}

const folders = new Set<string>()
process.once('exit', () => folders.forEach(remove))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Removed when the scope ends, or the process does. */
export function temporaryFolder({ dataDir }: Plan): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(dataDir, 'gatehouse-bench-'))
  folders.add(path)
  return { path, [Symbol.dispose]: () => remove(path) }
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true })
  folders.delete(path)
}
