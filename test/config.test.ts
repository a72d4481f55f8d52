import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { loadConfig } from '../appliance/config.ts'

function dataDir(t: Test, toml?: string): { GATEHOUSE_DATA_DIR: string } {
  const path = t.testdir({})
  if (toml !== undefined) writeFileSync(join(path, 'gatehouse.toml'), toml)
  return { GATEHOUSE_DATA_DIR: path }
}

await t.test('without a file and variables the defaults hold', async (t) => {
  const config = loadConfig(dataDir(t))
  t.match(config, { httpPort: 8080, ocppPort: 9000, ocppTlsPort: 9443, unknownChargers: 'wait' })
  t.ok(Object.isFrozen(config))
})

await t.test('a variable wins over the file, and the file over the default', async (t) => {
  const environment = dataDir(t, '[ocpp]\nport = 9001\nrate = 7\n[depot]\nzone = "Europe/London"\n')
  const config = loadConfig({ ...environment, GATEHOUSE_OCPP_PORT: '9002' })
  t.match(config, { ocppPort: 9002, ocppRate: 7, zone: 'Europe/London' })
})

const refused: readonly [name: string, toml: string, variables: Record<string, string>, message: RegExp][] = [
  ['an unknown key', '[ocpp]\nprot = 1\n', {}, /unknown key ocpp\.prot; known are .*ocpp\.port/],
  ['an unknown variable', '', { GATEHOUSE_PORT: '1' }, /unknown environment variable GATEHOUSE_PORT/],
  ['a port that is none', '', { GATEHOUSE_HTTP_PORT: '80800' }, /GATEHOUSE_HTTP_PORT: must be a whole/],
  ['a number as text', '[http]\nport = "web"\n', {}, /http\.port in .*gatehouse\.toml: must be a whole/],
  ['a zone that is none', '', { GATEHOUSE_ZONE: 'Mars/Base' }, /GATEHOUSE_ZONE: must be an IANA/],
  ['a word outside of its list', '', { GATEHOUSE_LOG_LEVEL: 'loud' }, /must be one of debug, info/],
  ['a file that is no TOML', 'port = = 1', {}, /gatehouse\.toml/],
  ['a central address of another kind', '', { GATEHOUSE_CENTRAL_URL: 'ftp://x' }, /begins with https:/],
  ['a certificate without its key', '[ocpp]\ntls_cert_file = "a.pem"\n', {}, /go together/],
]
for (const [name, toml, variables, message] of refused) {
  await t.test(`${name} is refused by name`, async (t) => {
    const environment = { ...dataDir(t, toml), ...variables }
    t.throws(() => loadConfig(environment), { message })
  })
}
