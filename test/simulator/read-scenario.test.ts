import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readScenario } from '../../appliance/simulator/read-scenario.ts'

const scenarios = join(import.meta.dirname, '..', '..', 'scenarios')

await t.test('every shipped scenario can be read', async (t) => {
  for (const file of readdirSync(scenarios)) {
    t.ok(readScenario(readFileSync(join(scenarios, file), 'utf8')).chargers.length > 0, file)
  }
})

const mistakes: [what: string, toml: string, message: RegExp][] = [
  ['broken TOML', '[[chargers]', /not valid TOML/],
  ['no chargers', 'seed = 1', /the scenario: must have required property 'chargers'/],
  [
    'an unknown key',
    '[[chargers]]\ncolour = "red"',
    /chargers\[0\]: colour is not known; known are count, id,/,
  ],
  [
    'an unknown protocol',
    '[[chargers]]\nprotocol = "ocpp1.5"',
    /chargers\[0\]\.protocol: must be one of ocpp1\.6,/,
  ],
  [
    'an unknown step',
    '[[chargers]]\nsteps = [{ do = "dance" }]',
    /chargers\[0\]\.steps\[0\]: do must be one of boot,/,
  ],
  [
    'an option of another step',
    '[[chargers]]\nloop = [{ do = "boot" }, { do = "boot", s = 1 }]',
    /chargers\[0\]\.loop\[1\]: s is not known; known are none/,
  ],
  [
    'a missing option',
    '[[chargers]]\nsteps = [{ do = "wait" }]',
    /steps\[0\]: must have required property 's'/,
  ],
]

for (const [what, toml, message] of mistakes) {
  await t.test(`${what} is refused by name and place`, async (t) => {
    t.throws(() => readScenario(toml), { message })
  })
}
