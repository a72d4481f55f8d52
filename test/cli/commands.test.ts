import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import t from 'tap'
import { runCli } from '../../appliance/cli/run-cli.ts'
import { gatehouse } from './gatehouse.ts'

const password = 'correct horse battery staple'
const raw = '04C0FFEE123456'

await t.test('a depot is set up without a running gateway', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const run = (line: string, input = '') => gatehouse(dataDir, line.split(' '), input)

  await t.test('init makes directory, key, configuration and administrator', async (t) => {
    const { code, json } = await run('init --admin ana --password-stdin --json', `${password}\n`)
    t.equal(code, 0)
    t.strictSame(json, { dataDir, created: true, masterKey: 'file', admin: 'ana' })
    t.equal(statSync(dataDir).mode & 0o777, 0o700)
    t.equal(statSync(join(dataDir, 'master.key')).mode & 0o777, 0o600)
    t.equal(statSync(join(dataDir, 'master.key')).size, 32)
    t.match(readFileSync(join(dataDir, 'gatehouse.toml'), 'utf8'), /# port = 8080/)
  })

  await t.test('init keeps what is there', async (t) => {
    const key = readFileSync(join(dataDir, 'master.key'))
    t.match((await run('init')).stdout, /it was there already/)
    t.strictSame(readFileSync(join(dataDir, 'master.key')), key)
  })

  await t.test('people are added, listed, given passwords and disabled', async (t) => {
    t.match(
      (await run('user add bo --role technician --password-stdin', password)).stdout,
      /Added bo as technician/,
    )
    const again = await run('user add bo --password-stdin', password)
    t.equal(again.code, 1)
    t.match(again.stderr, /A user of this name exists/)
    t.equal((await run('user add cy --password-stdin', 'short')).code, 1)
    t.equal((await run('user password bo --password-stdin', `${password} 2`)).code, 0)
    t.match((await run('user disable bo')).stdout, /bo can no longer sign in/)
    t.match((await run('user disable nobody')).stderr, /There is no user nobody/)
    const { items } = (await run('user list --json')).json
    t.match(items.map(({ name, role, disabledAt }: any) => [name, role, disabledAt !== null]).sort(), [
      ['ana', 'admin', false],
      ['bo', 'technician', true],
    ])
  })

  await t.test('a token is printed once and can be revoked', async (t) => {
    const { token, id } = (await run('token create --role admin --name ci --json')).json
    t.ok(token.length > 20)
    t.notMatch((await run('token list')).stdout, token)
    t.equal((await run(`token revoke ${id}`)).code, 0)
    t.equal((await run('token revoke 99')).code, 1)
  })

  await t.test('chargers are added many at a time, shown and removed', async (t) => {
    const added = await run('charger add CP1 CP2 --generate-password --approve --json')
    t.match(added.json.items, [
      { id: 'CP1', approved: true, password: /^\w{20}$/ },
      { id: 'CP2', approved: true, password: /^\w{20}$/ },
    ])
    t.equal((await run('charger add CP3 --password-stdin', 'charger-password')).code, 0)
    t.match((await run('charger list --waiting --json')).json.items, [{ id: 'CP3' }])
    t.equal((await run('charger add CP1 --generate-password')).code, 1)
    writeFileSync(join(dataDir, 'chargers.csv'), 'id,label\nCP4,Bay 4\nCP5,Bay 5\n')
    const csv = await run(`charger add --csv ${join(dataDir, 'chargers.csv')} --generate-password`)
    t.match(csv.stdout, /^ID +STATUS +PASSWORD\nCP4 +waiting +\w{20}\nCP5/)
    t.match((await run('charger show CP4')).stdout, /label +Bay 4/)
    t.equal((await run('charger remove CP5')).code, 0)
    const gone = await run('charger show CP5')
    t.equal(gone.code, 1)
    t.match(gone.stderr, /no such charger/i)
  })

  await t.test('identifiers are never shown but masked', async (t) => {
    const added = await run(`identifier add ${raw} --class own_fleet --vehicle BUS-12 --json`)
    t.match(added.json.items, [
      { accessClass: 'own_fleet', vehicle: 'BUS-12', maskedIdentifier: '04••••••••••56' },
    ])
    const twice = await run(`identifier add ${raw} --class own_fleet`)
    t.equal(twice.code, 1)
    const piped = await run('identifier add - --class own_fleet', '04AAAAAAAAAA01\n04AAAAAAAAAA02\n')
    t.match(piped.stdout, /number 2\.\n.*number 3\./s)
    const blocked = await run(`identifier block ${raw}`)
    t.match(blocked.stdout, /is blocked/)
    t.match((await run('identifier list --status blocked --json')).json.items, [{ id: 1, status: 'blocked' }])
    t.equal((await run('identifier remove --id 3')).code, 0)
    const unknown = await run('identifier block 04DDDDDDDDDD99')
    t.equal(unknown.code, 1)
    for (const { stdout, stderr } of [added, twice, piped, blocked, unknown]) {
      t.notMatch(stdout + stderr, /04C0FFEE123456|04AAAAAAAAAA|04DDDDDDDDDD99/)
    }
  })

  await t.test('an import is previewed, refused as a whole, or applied', async (t) => {
    const file = join(dataDir, 'cards.csv')
    writeFileSync(
      file,
      'identifier,class,vehicle\n04BBBBBBBBBB01,own_fleet,BUS-1\n04BBBBBBBBBB02,own_fleet,BUS-2\n',
    )
    t.match((await run(`identifier import ${file} --dry-run --json`)).json, { applied: false, created: 2 })
    t.match((await run(`identifier import ${file}`)).stdout, /Imported 2 rows: 2 new, 0 changed/)
    writeFileSync(file, 'identifier,class\n04BBBBBBBBBB03,nobody\n')
    const wrong = await run(`identifier import ${file}`)
    t.equal(wrong.code, 1)
    t.match(wrong.stderr, /line 2: class/)
    t.notMatch(wrong.stderr, /04BBBBBBBBBB03/)
  })

  await t.test('an override opens chargers and shows in the modes', async (t) => {
    const args = [
      'override',
      'set',
      'CP1',
      '--mode',
      'freevend',
      '--until',
      'PT2H',
      '--reason',
      'open day',
      '--json',
    ]
    const { json } = await gatehouse(dataDir, args)
    t.match(json, { id: 1, chargerIds: ['CP1'], mode: 'freevend', reason: 'open day' })
    const { items } = (await run('mode --json')).json
    t.match(
      items.find(({ chargerId }: any) => chargerId === 'CP1'),
      {
        expectedMode: 'freevend',
        modeBecause: { source: 'override' },
      },
    )
    t.match((await run('override list --json')).json.items, [{ id: 1 }])
    t.match((await run('override list --charger CP2')).stdout, /No override is in force/)
    t.equal((await run('override clear 1')).code, 0)
    t.match((await run('override list')).stdout, /No override is in force/)
    t.match((await run('override list --all')).stdout, /1 +freevend +CP1/)
  })

  await t.test('a schedule is planned without a gateway', async (t) => {
    const added = await run(
      'schedule add --mode freevend --days sat,sun --from 08:00 --to 20:00 --label Weekend --json',
    )
    t.match(added.json, { added: { label: 'Weekend' }, policy: { windows: [{ label: 'Weekend' }] } })
    t.match((await run('schedule preview --days 7')).stdout, /freevend +window 1 "Weekend"/)
    t.equal((await run('schedule remove 1')).code, 0)
  })

  await t.test(
    'profiles are listed, status says that nothing runs, doctor finds nothing to fail',
    async (t) => {
      t.ok((await run('profile list --json')).json.items.length > 0)
      const status = await run('status --json')
      t.equal(status.code, 1)
      t.strictSame(status.json, { running: false, dataDir })
      const { json } = await run('doctor --json')
      const results = Object.fromEntries(json.checks.map(({ check, result }: any) => [check, result]))
      t.match(results, {
        node: 'ok',
        configuration: 'ok',
        'data directory': 'ok',
        database: 'ok',
        clock: 'ok',
      })
      t.match(json.checks.find(({ check }: any) => check === 'master key').found, /opens what is sealed/)
    },
  )

  await t.test('doctor and every other command notice another master key', async (t) => {
    const path = join(dataDir, 'master.key')
    const key = readFileSync(path)
    writeFileSync(path, Buffer.alloc(32, 1))
    const { code, json } = await run('doctor --json')
    t.equal(code, 1)
    t.match(
      json.checks.find(({ check }: any) => check === 'master key'),
      { result: 'fail', remedy: /backup/ },
    )
    writeFileSync(path, key)
  })
})

await t.test('a bad configuration stops every command with a message that names the key', async (t) => {
  const dataDir = t.testdir({ 'gatehouse.toml': '[http]\nprot = 1\n' })
  const { code, stderr } = await gatehouse(dataDir, ['user', 'list'])
  t.equal(code, 2)
  t.match(stderr, /unknown key http\.prot/)
})

await t.test('a password is asked for twice, without being shown', async (t) => {
  const dataDir = t.testdir()
  const shown: string[] = []
  const raws: boolean[] = []
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raws.push(on) })
  const output = new PassThrough().on('data', (chunk) => shown.push(String(chunk)))
  const ask = runCli(['user', 'add', 'ana', '--role', 'admin', '--data-dir', dataDir], {
    stdin,
    stdout: output,
    stderr: output,
  })
  stdin.write(`${password}x\u007F\r`)
  while (!shown.join('').includes('again')) await new Promise((resolve) => output.once('data', resolve))
  stdin.write(`${password}\r`)
  t.equal(await ask, 0)
  t.notMatch(shown.join(''), /horse/)
  t.strictSame(raws, [true, false, true, false])
})
