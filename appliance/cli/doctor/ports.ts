import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../config.ts'
import { findRunning } from '../gateway-client.ts'
import { fail, ok } from './finding.ts'
import type { Finding } from './finding.ts'

/** Whether the gateway has its ports, or could have them. */
export async function checkPorts({
  dataDir,
  httpHost,
  httpPort,
  ocppHost,
  ocppPort,
}: Config): Promise<Finding[]> {
  const running = (await findRunning(dataDir)) !== null
  return Promise.all([
    checkPort('http port', httpHost, httpPort, 'GATEHOUSE_HTTP_PORT', running),
    checkPort('ocpp port', ocppHost, ocppPort, 'GATEHOUSE_OCPP_PORT', running),
  ])
}

async function checkPort(
  check: string,
  host: string,
  port: number,
  variable: string,
  running: boolean,
): Promise<Finding> {
  if (running) return ok(check, `${port}, held by the running gateway`)
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return ok(check, `${port} is free`)
  } catch {
    return fail(check, `${port} is taken by another program`, `stop that program, or set ${variable}`)
  } finally {
    server.close()
  }
}
