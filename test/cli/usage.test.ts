import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commands } from '../../appliance/cli/commands.ts'
import { writeControlFile } from '../../appliance/control-file.ts'
import { gatehouse } from './gatehouse.ts'

const nowhere = '/nowhere/at/all'

const window = ['schedule', 'add', '--mode', 'freevend', '--from', '18:00', '--to', '06:00']

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
  [
    ['user', 'add', 'ana', '--role', 'boss'],
    /^--role must be viewer, technician, operator, installer or admin\.\n$/,
  ],
  [['token', 'create', '--name', 'ci', '--role', 'boss'], /^--role must be viewer, technician/],
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
  [
    ['override', 'set', 'CP1', '--mode', 'freevend', '--until', '2026-11-20', '--reason', 'x'],
    /--until must be a time/,
  ],
  [['override', 'set', '--all', '--group', 'Buses'], /Name chargers or a --group, or use --all/],
  [['override', 'clear'], /Name overrides, or use --all/],
  [['override', 'clear', 'first'], /ID must be a whole number from 1/],
  [['schedule', 'add', '--from', '18:00'], /--mode is needed: freevend or managed_access/],
  [['schedule', 'add', '--mode', 'freevend', '--from', '18:00'], /--from and --to are needed/],
  [window, /Say on which days with --days, --rrule or --dates/],
  [[...window, '--days', 'mon', '--rrule', 'FREQ=DAILY'], /--days and --rrule exclude each other/],
  [[...window, '--days', 'someday'], /--days must be such as mon-fri, sat,sun or daily/],
  [[...window, '--rrule', 'FREQ=HOURLY'], /^--rrule .+/],
  [[...window, '--dates', '2026-02-30'], /^--dates each must be a date/],
  [[...window, '--days', 'mon', '--priority', 'high'], /--priority must be a whole number from -1000/],
  [[...window, '--days', 'mon', '--charger', 'CP1', '--group', 'Buses'], /--charger and --group exclude/],
  [
    ['schedule', 'add', '--mode', 'open', '--days', 'mon', '--from', '25:00', '--to', '06:00'],
    /--mode must be freevend or managed_access/,
  ],
  [
    ['schedule', 'add', '--mode', 'freevend', '--days', 'mon', '--from', '25:00', '--to', 'x'],
    /^--from must be a time of day .+\n--to must be a time of day/,
  ],
  [['schedule', 'preview', '--days', '0'], /--days must be a whole number from 1/],
  [['schedule', 'preview', '--days', '500'], /--days must be at most 400/],
  [['schedule', 'preview', '--from', 'tomorrow'], /--from must be a date such as/],
  [['schedule', 'remove', 'Nights'], /ID must be a whole number from 1/],
  [['policy', 'set'], /Name what to change/],
  [['policy', 'set', '--on-boundary', 'wait'], /--on-boundary must be finish, reauthorise or stop/],
  [['policy', 'set', '--grace', 'long'], /--grace must be a whole number of minutes/],
  [['policy', 'set', '--list-max-age', 'old'], /--list-max-age must be a duration/],
  [['policy', 'clear'], /--charger or --group/],
  [['rollout', 'set', 'on'], /The stage must be off, observe or enforce/],
  [['identifier', 'enrol', '7'], /--class is needed/],
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

await t.test('what the gateway does not understand is told in the words of the command line', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const added = await gatehouse(dataDir, ['charger', 'add', 'a b', 'c d', '--generate-password'])
  t.equal(added.code, 2)
  t.equal(
    added.stderr,
    'ID does not have the form that it needs: 1 to 48 of A-Z a-z 0-9 * _ = : + | @ . -.\n',
  )
  const wrongClass = await gatehouse(dataDir, ['identifier', 'add', 'TAG-001', '--class', 'friends'])
  t.equal(wrongClass.code, 2)
  t.match(wrongClass.stderr, /^--class must be one of own_fleet, agreement/)
})

await t.test('a directory without a gateway is told and not made', async (t) => {
  const dataDir = join(t.testdir(), 'typo')
  for (const args of [
    ['charger', 'list'],
    ['user', 'disable', 'ana'],
  ]) {
    const { code, stderr } = await gatehouse(dataDir, args)
    t.equal(code, 1)
    t.match(stderr, /^There is no gateway in .+typo; run gatehouse init/)
  }
  t.notOk(existsSync(dataDir))
  mkdirSync(dataDir)
  writeControlFile(dataDir, { url: 'http://127.0.0.1:9', ocppPort: 9, secret: 'stale', pid: 1 })
  t.match(
    (await gatehouse(dataDir, ['charger', 'list'])).stderr,
    /^There is no gateway in/,
    'after a kill too',
  )
})

await t.test(
  'doctor says in plain words that a file is no database, and what SQLite says with --json',
  async (t) => {
    const dataDir = t.testdir({ 'gatehouse.db': 'this is not a database at all'.repeat(100) })
    const { code, json } = await gatehouse(dataDir, ['doctor', '--json'])
    t.equal(code, 1)
    const found = (name: string) => json.checks.find(({ check }: { check: string }) => check === name)
    t.match(found('database'), {
      result: 'fail',
      found: 'gatehouse.db is not a Gatehouse database',
      remedy: 'restore the latest backup',
      details: [/not a database/],
    })
    t.match(found('master key'), { result: 'fail', found: 'missing', remedy: /from a backup/ })
  },
)

await t.test('the version is told', async (t) => {
  t.match((await gatehouse(nowhere, ['--version'])).stdout, /^\d+\.\d+\.\d+\n$/)
})

await t.test('the QR code of a charger is drawn in the terminal or into a file', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  await gatehouse(dataDir, ['charger', 'add', 'CP1', '--generate-password'])
  const { stdout } = await gatehouse(dataDir, ['charger', 'qr', 'CP1'])
  t.match(stdout, /█[^]+\nhttp:\/\/[^/]+\/chargers\/CP1\n$/)
  const [png, svg] = [join(dataDir, 'cp1.png'), join(dataDir, 'cp1.svg')]
  t.equal((await gatehouse(dataDir, ['charger', 'qr', 'CP1', '--png', png, '--svg', svg])).code, 0)
  t.equal(readFileSync(png).subarray(1, 4).toString(), 'PNG')
  t.match(readFileSync(svg, 'utf8'), /^<svg /)
})
