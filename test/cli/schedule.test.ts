import t from 'tap'
import { daysOfRule, ruleOfDays } from '../../appliance/cli/schedule/weekdays.ts'
import { startGateway } from '../support/gateway.ts'
import { gatehouse } from './gatehouse.ts'

const { config } = await startGateway(t)
const run = (line: string, ...more: string[]) => gatehouse(config.dataDir, [...line.split(' '), ...more])

await t.test('days are given and shown as people write them', (t) => {
  const days: [typed: string, rule: string, shown: string][] = [
    ['mon-fri', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'mon-fri'],
    ['SUN, sat', 'FREQ=WEEKLY;BYDAY=SA,SU', 'sat,sun'],
    ['fri-mon', 'FREQ=WEEKLY;BYDAY=MO,FR,SA,SU', 'mon,fri-sun'],
    ['wed', 'FREQ=WEEKLY;BYDAY=WE', 'wed'],
    ['mon-sun', 'FREQ=DAILY', 'daily'],
    ['daily', 'FREQ=DAILY', 'daily'],
  ]
  for (const [typed, rule, shown] of days) {
    t.equal(ruleOfDays(typed), rule)
    t.equal(daysOfRule(rule), shown)
  }
  t.equal(daysOfRule('FREQ=MONTHLY;BYDAY=1SA'), 'FREQ=MONTHLY;BYDAY=1SA')
  for (const wrong of ['mo', 'mon-', '-fri', 'mon-tue-wed', ',', '']) {
    t.throws(() => ruleOfDays(wrong), { message: /--days must be such as mon-fri/ }, wrong)
  }
  t.end()
})

await t.test('the schedule of a depot', async (t) => {
  await run('charger add CP1 CP2 CP3 --generate-password --approve')
  await run('policy set --default-mode freevend')

  await t.test('a window is added and listed', async (t) => {
    const line =
      'schedule add --mode managed_access --days mon-fri --from 18:00 --to 06:00 --except 2026-12-24 --label Nights'
    const { code, stdout } = await run(line)
    t.equal(code, 0)
    t.match(stdout, /Added window 1 "Nights"\. Outside of all windows: freevend\./)
    t.match(stdout, /1 +managed_access +mon-fri except 2026-12-24 +18:00 +06:00 +– +0 +Nights/)
    const { json } = await run('schedule list --json')
    t.match(json, {
      scope: 'depot',
      zone: 'Europe/London',
      windows: [{ id: 1, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', exdates: ['2026-12-24'] }],
    })
  })

  await t.test('an overlap is refused in one sentence, with both labels and when', async (t) => {
    const line = 'schedule add --mode freevend --days wed --from 20:00 --to 22:00 --label Visitors'
    const { code, stderr, stdout } = await run(line)
    t.equal(code, 1)
    t.equal(stdout, '')
    t.match(
      stderr,
      /^Not saved: "\w+" \(\w+\) and "\w+" \(\w+\) overlap from Wed [\d-]+ [\d:]+ to Wed [\d-]+ 22:00 \(Europe\/London\); .+\.\n$/,
    )
    t.match(stderr, /"Nights" \(managed_access\)/)
    t.match(stderr, /"Visitors" \(freevend\)/)
    const { json } = await run(`${line} --json`)
    t.match(json, { type: '/problems/overlapping-windows', overlap: { zone: 'Europe/London' } })
    t.equal((await run('schedule list --json')).json.windows.length, 1)
    t.equal((await run(`${line} --priority 10`)).code, 0)
  })

  await t.test('a window is removed, and one that is not there is named', async (t) => {
    t.equal((await run('schedule remove 2')).code, 0)
    t.match((await run('schedule list --json')).json.windows, [{ id: 1 }])
    const again = await run('schedule remove 2')
    t.equal(again.code, 1)
    t.match(again.stderr, /Not a window of this schedule: 2/)
  })

  await t.test('a group begins its own schedule as a copy, which its chargers follow', async (t) => {
    t.match((await run('group add Buses CP1 CP2')).stdout, /Buses: CP1 CP2\./)
    t.match((await run('schedule list --group Buses')).stdout, /Group Buses .* follows that of the depot/)
    const added = await run(
      'schedule add --group Buses --mode freevend --dates 2027-01-06 --from 00:00 --to 24:00 --priority 5',
    )
    t.match(added.stdout, /Group Buses has a schedule of its own now, begun as a copy of that of the depot/)
    const { json } = await run('schedule list --charger CP1 --json')
    t.match(json, { scope: 'group', windows: [{ label: 'Nights' }, { dates: ['2027-01-06'] }] })
    const followed = await run(`schedule remove ${json.windows[0].id} --charger CP1`)
    t.equal(followed.code, 1)
    t.match(followed.stderr, /CP1 has no schedule of its own and follows that of group Buses\. Remove/)
    t.match((await run('group list')).stdout, /Buses +its own +CP1 CP2/)
    t.equal((await run('schedule list --group Trams')).code, 1)
    t.match((await run('policy clear --group Buses')).stdout, /Group Buses follows the schedule of the depot/)
  })

  await t.test('the other rules are set, and left alone where they are not named', async (t) => {
    const { stdout } = await run('policy set --charger CP3 --on-boundary stop --grace 15 --list-max-age P2D')
    t.match(stdout, /on boundary +stop, grace 15 min/)
    t.match(stdout, /list max age +P2D/)
    const { json } = await run('policy show --charger CP3 --json')
    t.match(json, { scope: 'charger', scopeId: 'CP3', defaultMode: 'freevend', listMaxAgeS: 172_800 })
    t.match((await run('policy set --charger CP3 --list-max-age none')).stdout, /list max age +none/)
    t.match((await run('policy clear --charger CP3')).stdout, /CP3 follows the schedule of the depot/)
  })

  await t.test('what chargers enforce only in part is said of each, and accepted on demand', async (t) => {
    await run('charger add ELVI --generate-password --approve --profile evbox/elvi')
    await run('policy set --charger ELVI --default-mode freevend')
    const line = 'schedule add --charger ELVI --mode managed_access --days daily --from 18:00 --to 06:00'
    const refused = await run(line)
    t.equal(refused.code, 1)
    t.match(refused.stderr, /only in part\. Add --acknowledge-partial to go on all the same\.\n +ELVI: \w+/)
    t.equal((await run(`${line} --priority 1 --acknowledge-partial`)).code, 0)
    t.equal((await run('charger remove ELVI')).code, 0)
  })

  await t.test('members leave a group, which is dissolved at last', async (t) => {
    t.match((await run('group remove Buses CP3')).stderr, /Not in Buses: CP3/)
    t.match((await run('group remove Buses CP2 --json')).json, { chargerIds: ['CP1'] })
    t.equal((await run('group remove Buses')).code, 0)
    t.match((await run('group list')).stdout, /There are no groups/)
  })
})

await t.test('a preview', async (t) => {
  await t.test('gives each change on local clocks and in UTC, with clocks that change', async (t) => {
    const { code, stdout } = await run('schedule preview --from 2027-03-26 --days 4')
    t.equal(code, 0)
    t.equal(
      stdout,
      [
        'Times are those of Europe/London.',
        'On Fri 2027-03-26 00:00: managed_access (window 1 "Nights").',
        'Next: freevend on Fri 2027-03-26 06:00, 6 h 0 min later.',
        '',
        'LOCAL TIME                   UTC                   MODE            BECAUSE                      NOTE',
        'Fri 2027-03-26 06:00 +00:00  2027-03-26T06:00:00Z  freevend        default',
        'Fri 2027-03-26 18:00 +00:00  2027-03-26T18:00:00Z  managed_access  window 1 "Nights"',
        'Sat 2027-03-27 06:00 +00:00  2027-03-27T06:00:00Z  freevend        default',
        'Sun 2027-03-28 02:00 +01:00  2027-03-28T01:00:00Z  –               clocks go forward by 60 min',
        'Mon 2027-03-29 18:00 +01:00  2027-03-29T17:00:00Z  managed_access  window 1 "Nights"',
        '',
      ].join('\n'),
    )
  })

  await t.test('marks the changes on a day on which the clocks change', async (t) => {
    await run(
      'schedule add --mode managed_access --dates 2027-10-31 --from 00:30 --to 01:30 --label Sunday --priority 1',
    )
    const { stdout } = await run('schedule preview --from 2027-10-31 --days 1')
    t.match(stdout, /Sun 2027-10-31 00:30 \+01:00 .* window \d+ "Sunday" +the clocks change on this day/)
    t.match(stdout, /Sun 2027-10-31 01:30 \+01:00 +2027-10-31T00:30:00Z +freevend/)
    t.match(stdout, /Sun 2027-10-31 01:00 \+00:00 .* clocks go back by 60 min/)
  })

  await t.test('says what holds now and what is next, with the override behind it', async (t) => {
    await run('override set CP1 --mode managed_access --until PT90M --reason', 'open day')
    const { stdout } = await run('schedule preview --charger CP1 --days 2')
    t.match(stdout, /CP1 has no schedule of its own and follows that of the depot\./)
    t.match(stdout, /Now: managed_access \(override 1\)\./)
    t.match(stdout, /Override 1: managed_access until .+, by cli:.+ \(open day\), on CP1\./)
    const { json } = await run('schedule preview --charger CP1 --days 30 --json')
    t.match(json, { scope: 'charger', segments: [{ because: { source: 'override', id: 1 } }], next: Object })
    t.equal(json.next.at, json.boundaries[0].at)
  })

  await t.test('says when chargers stay open all the same', async (t) => {
    t.match((await run('rollout set observe')).stdout, /The depot is at observe, since/)
    t.match((await run('schedule preview')).stdout, /The rollout is at observe: chargers stay open/)
  })
})

await t.test('an override is set for a group, to an end on local clocks', async (t) => {
  await run('group add Bay CP1 CP2')
  const inAWeek = Temporal.Now.zonedDateTimeISO('UTC').add({ days: 7 }).toPlainDate().toString()
  const set = await run(`override set --group Bay --mode freevend --until ${inAWeek}T18:00 --reason x`)
  t.match(set.stdout, new RegExp(`freevend on 2 chargers until \\w{3} ${inAWeek} 18:00 \\(`))
  t.match((await run('override list --json')).json.items, [{ chargerIds: ['CP1', 'CP2'] }])
  t.match((await run('override clear --all')).stdout, /Override \d+ has ended/)
  await run('group add Empty')
  const nobody = await run('override set --group Empty --mode freevend --until PT1H --reason x')
  t.match(nobody.stderr, /Group Empty has no chargers/)
  t.match((await run('override clear --all')).stdout, /No override is in force/)
})
