import { once } from 'node:events'
import { lanAddress } from '../charger-page.ts'
import type { Gateway } from '../compose.ts'
import type { Config } from '../config.ts'
import { defineCommand } from './command.ts'
import { CommandFailure } from './failure.ts'

export const serve = defineCommand({
  name: 'serve',
  summary: 'Run the gateway until it is told to stop (SIGINT, SIGTERM).',
  about: 'What is not there yet is made: data directory, master key, database.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse serve', 'GATEHOUSE_HTTP_PORT=8000 gatehouse serve --data-dir /var/lib/gatehouse'],
  async run({ terminal, config: load }) {
    const config = load()
    const stopping = new AbortController()
    const stopped = once(stopping.signal, 'abort')
    const stop = () => stopping.abort()
    // Not once: npm passes on the Ctrl-C that the terminal has sent already, and the second must not kill.
    process.on('SIGINT', stop).on('SIGTERM', stop)
    const gateway = await start(config)
    try {
      const { issueSetUpCode } = await import('../flows/issue-set-up-code.ts')
      const code = await issueSetUpCode(gateway.flow)
      terminal.stdout.write(greeting(gateway.ports!, code))
      if (!stopping.signal.aborted) await stopped
    } finally {
      await gateway.close()
      process.off('SIGINT', stop).off('SIGTERM', stop)
    }
    return null
  },
})

async function start(config: Config) {
  const { composeGateway } = await import('../compose.ts')
  try {
    return await composeGateway(config, { listen: true })
  } catch (cause) {
    throw new CommandFailure(reasonOf(cause, config), {}, { cause })
  }
}

function reasonOf(cause: unknown, { httpPort, ocppPort }: Config): string {
  const { code, port, message } = cause as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') {
    const variable = port === ocppPort ? 'GATEHOUSE_OCPP_PORT' : 'GATEHOUSE_HTTP_PORT'
    return `Port ${port ?? httpPort} is taken by another program; stop it, or set ${variable}.`
  }
  return `The gateway cannot start: ${message}.`
}

function greeting(ports: NonNullable<Gateway['ports']>, setUpCode: string | null): string {
  const host = lanAddress()
  const lines = [
    `Gatehouse is running: http://${host}:${ports.http}/`,
    `Chargers connect to ws://${host}:${ports.ocpp}/<identity>`,
    ...(ports.ocppTls === null ? [] : [`  or, over TLS, to wss://${host}:${ports.ocppTls}/<identity>`]),
    ...(setUpCode === null ? [] : [`Set-up code for the first administrator: ${setUpCode}`]),
  ]
  return `${lines.join('\n')}\n`
}
