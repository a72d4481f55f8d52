import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Child } from '../child.ts'
import type { Plan } from '../plan.ts'
import type { ServerActions } from './server-actions.ts'

const scripts = { bare: 'servers/bare.ts', gatehouse: 'servers/gatehouse.ts' } as const
export type ServerName = keyof typeof scripts

export type Server = Child<ServerActions>

export function startServer(name: ServerName): Server {
  return new Child(scripts[name])
}

/** Starts a server with an empty data directory, hands it to `measure`, and leaves nothing behind. */
export async function withServer<T>(
  name: ServerName,
  plan: Plan,
  measure: (server: Server, port: number) => Promise<T>,
): Promise<T> {
  await using folder = await temporaryFolder(plan)
  await using server = startServer(name)
  const { port } = await server.ask('start', { dataDir: folder.path, chargers: plan.chargers })
  const measured = await measure(server, port)
  await server.ask('stop')
  return measured
}

/** Removed when the scope ends. */
export async function temporaryFolder({ dataDir }: Plan): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(dataDir, 'gatehouse-bench-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
