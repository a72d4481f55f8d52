import t from 'tap'
import { commands } from '../../appliance/cli/commands.ts'
import { gatehouse } from './gatehouse.ts'

const nowhere = '/nowhere/at/all'

const mistakes: [args: string[], message: RegExp][] = [
  [[], /^A command is needed\./],
  [['chrager', 'list'], /did you mean "charger list"\?/],
  [['charger', 'lst'], /did you mean "charger list"\?/],
  [['charger'], /no such command/],
  [['frobnicate'], /see gatehouse --help/],
  [['user', 'add', 'ana', '--rol', 'admin'], /"user add" has no option --rol; did you mean --role\?/],
  [['user', 'add', 'ana', '--role'], /--role needs a value; see gatehouse user add --help/],
  [['user', 'list', '--json=yes'], /--json takes no value/],
  [['user', 'add'], /Too few arguments for "user add"; expected: NAME/],
  [['user', 'list', 'ana'], /Too many arguments for "user list"; none is expected/],
  [['user', 'add', 'ana'], /no terminal to ask for a password; pass it with --password-stdin/],
  [['user', 'add', 'ana', '--password-stdin'], /--password-stdin found no password/],
  [['init', '--password-stdin'], /--password-stdin needs --admin NAME/],
  [['token', 'create'], /--name is needed, for example --name ci/],
  [['token', 'revoke', 'first'], /ID must be a whole number from 1/],
  [['charger', 'add'], /either as arguments or with --csv FILE/],
  [['charger', 'add', 'CP1', '--csv', 'x.csv'], /either as arguments or with --csv FILE/],
  [['charger', 'add', '--csv', '/nowhere/x.csv'], /--csv names a file that cannot be read/],
  [['charger', 'add', 'CP1', '--password-stdin', '--generate-password'], /exclude each other/],
  [['identifier', 'add', 'TAG-001'], /--class is needed: own_fleet or agreement/],
  [['identifier', 'block'], /--id with the number in the list/],
  [['override', 'set', 'CP1'], /--mode is needed: freevend or managed_access/],
  [
    ['override', 'set', 'CP1', '--mode', 'freevend', '--until', 'soon', '--reason', 'x'],
    /--until must be a time/,
  ],
  [['simulate', '--url', 'ws://192.0.2.1:9000'], /another machine; add --allow-remote/],
  [['simulate', '--url', 'http://localhost'], /--url must be a WebSocket address/],
  [['simulate', '--chargers', 'many'], /--chargers must be a whole number/],
  [['simulate', '/nowhere/scenario.toml'], /cannot be read; scenarios\/ has examples/],
]

for (const [args, message] of mistakes) {
  await t.test(`gatehouse ${args.join(' ')}: says what to do, exit code 2`, async (t) => {
    const { code, stderr, stdout } = await gatehouse(nowhere, args)
    t.equal(code, 2)
    t.match(stderr, message)
    t.equal(stdout, '')
  })
}

await t.test('a mistyped command does not repeat what may be an identifier', async (t) => {
  const { code, stderr } = await gatehouse(nowhere, ['identifier', '04A1B2C3D4E5F6'])
  t.equal(code, 2)
  t.notMatch(stderr, /04A1B2C3D4E5F6/)
  t.match(stderr, /identifier add, identifier import/)
})

await t.test('every command has help with examples that name it', async (t) => {
  for (const { name } of commands) {
    const { code, stdout } = await gatehouse(nowhere, [...name.split(' '), '--help'])
    t.equal(code, 0, name)
    t.ok(stdout.includes(`Usage: gatehouse ${name}`), name)
    t.match(stdout.split('Examples:')[1], new RegExp(`gatehouse ${name}`), name)
  }
})

await t.test('the overview lists every command', async (t) => {
  const { code, stdout } = await gatehouse(nowhere, ['help'])
  t.equal(code, 0)
  for (const { name } of commands) t.ok(stdout.includes(`  ${name} `), name)
})

await t.test('with --json a failure is JSON on standard output too', async (t) => {
  const { code, json } = await gatehouse(nowhere, ['token', 'create', '--json'])
  t.equal(code, 2)
  t.match(json, { error: /--name is needed/ })
})
