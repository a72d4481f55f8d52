import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOrCreateMasterKey } from '../master-key.ts'
import { defineCommand } from './command.ts'
import { UsageError } from './failure.ts'
import { readNewPassword } from './terminal.ts'

/** Every line is a default: a file that says nothing cannot say anything wrong after an update. */
const configTemplate = `# Gatehouse. Each key is overridden by its environment variable; what is not set has the default shown.

[depot]
# zone = "Europe/London"       # GATEHOUSE_ZONE; default: the machine's

[http]
# port = 8080                  # GATEHOUSE_HTTP_PORT
# host = "0.0.0.0"             # GATEHOUSE_HTTP_HOST

[ocpp]
# port = 9000                  # GATEHOUSE_OCPP_PORT
# host = "0.0.0.0"             # GATEHOUSE_OCPP_HOST
# tls_port = 9443              # GATEHOUSE_OCPP_TLS_PORT; used once there are a certificate and its key
# tls_cert_file = ""           # GATEHOUSE_OCPP_TLS_CERT_FILE: PEM, with its chain
# tls_key_file = ""            # GATEHOUSE_OCPP_TLS_KEY_FILE: PEM
# unknown_chargers = "wait"    # GATEHOUSE_OCPP_UNKNOWN_CHARGERS: wait, approve or refuse
# no_password = "refuse"       # GATEHOUSE_OCPP_NO_PASSWORD: refuse or allow
# rate = 50                    # GATEHOUSE_OCPP_RATE: messages per second and charger, 0: no limit

[log]
# level = "info"               # GATEHOUSE_LOG_LEVEL
`

export const init = defineCommand({
  name: 'init',
  summary: 'Make a data directory ready: configuration, master key, database, first administrator.',
  about: 'What is there already is kept. Without --admin the first start prints a one-time set-up code.',
  operands: '',
  count: [0, 0],
  mayCreate: true,
  options: {
    admin: { type: 'string', value: 'NAME', help: 'Add an administrator of this name.' },
    'password-stdin': { type: 'boolean', help: 'Read the password from standard input; else it is asked.' },
  },
  examples: ['gatehouse init', 'printf %s "$PASSWORD" | gatehouse init --admin ana --password-stdin'],
  async run({ terminal, config, gateway }, _, { admin, 'password-stdin': fromInput }) {
    if (fromInput && admin === undefined) throw new UsageError('--password-stdin needs --admin NAME.')
    const loaded = config()
    const { dataDir } = loaded
    const password = admin === undefined ? null : await readNewPassword(terminal, fromInput)
    const created = makeDirectory(dataDir)
    const masterKey = readOrCreateMasterKey(loaded).source
    const opened = await gateway()
    if (admin !== undefined) await opened.post('/api/users', { name: admin, role: 'admin', password })
    const data = { dataDir, created, masterKey, admin: admin ?? null }
    return { data, text: told(dataDir, created, admin) }
  },
})

function makeDirectory(dataDir: string): boolean {
  const created = !existsSync(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  chmodSync(dataDir, 0o700)
  const path = join(dataDir, 'gatehouse.toml')
  if (!existsSync(path)) writeFileSync(path, configTemplate, { mode: 0o600 })
  return created
}

function told(dataDir: string, created: boolean, admin: string | undefined): string {
  const next =
    admin === undefined
      ? 'Start with gatehouse serve; it prints a set-up code.'
      : 'Start with gatehouse serve.'
  return [
    `${dataDir} is ready${created ? '' : ' (it was there already)'}.`,
    ...(admin === undefined ? [] : [`${admin} can sign in as an administrator.`]),
    next,
  ].join('\n')
}
