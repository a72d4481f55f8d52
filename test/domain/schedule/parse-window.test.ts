import t from 'tap'
import { parseWindow, type WindowInput } from '../../../appliance/domain/schedule/parse-window.ts'

const nightly: WindowInput = {
  mode: 'managed_access',
  rrule: 'FREQ=DAILY',
  startLocal: '18:00',
  endLocal: '06:00',
}

await t.test('a window is completed and brought into the form that is stored', async (t) => {
  const outcome = parseWindow({
    ...nightly,
    rrule: ' rrule:freq=weekly;byday=mo,tu; ',
    exdates: ['2026-12-28', '2026-12-21', '2026-12-28'],
  })
  t.same(outcome, {
    kind: 'valid',
    window: {
      mode: 'managed_access',
      rrule: 'FREQ=WEEKLY;BYDAY=MO,TU',
      dates: [],
      exdates: ['2026-12-21', '2026-12-28'],
      startLocal: '18:00',
      endLocal: '06:00',
      validFrom: null,
      validTo: null,
      priority: 0,
      label: '',
    },
  })
})

await t.test('single dates, rules with a first day, and whole days are taken', async (t) => {
  const cases: readonly Partial<WindowInput>[] = [
    { rrule: null, validFrom: '2026-12-24' },
    { rrule: null, validFrom: '2026-12-24', validTo: '2026-12-24' },
    { rrule: null, dates: ['2026-12-24', '2027-01-01'] },
    { dates: ['2026-12-24'], validFrom: '2026-12-24', validTo: '2026-12-24' },
    { rrule: 'FREQ=WEEKLY', validFrom: '2026-12-24' },
    { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', validFrom: '2026-12-24' },
    { rrule: 'FREQ=DAILY;COUNT=9999', validFrom: '2026-12-24' },
    { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU' },
    { rrule: 'FREQ=DAILY;UNTIL=20200101' },
    { startLocal: '00:00', endLocal: '24:00' },
    { startLocal: '00:00', endLocal: '00:00' },
    { startLocal: '18:00:30', endLocal: '18:00:31' },
  ]
  for (const given of cases)
    t.equal(parseWindow({ ...nightly, ...given }).kind, 'valid', JSON.stringify(given))
})

await t.test('what is wrong is named with its field and what to give instead', async (t) => {
  const cases: readonly (readonly [given: Partial<WindowInput>, field: string, message: RegExp])[] = [
    [{ startLocal: '24:00' }, 'startLocal', /from 00:00 to 23:59/],
    [{ startLocal: '6:00' }, 'startLocal', /such as 18:00/],
    [{ endLocal: '24:01' }, 'endLocal', /from 00:00 to 24:00/],
    [{ endLocal: '06:00Z' }, 'endLocal', /such as 06:00/],
    [{ validFrom: '2026-02-30' }, 'validFrom', /such as 2026-12-31/],
    [{ validTo: '31.12.2026' }, 'validTo', /such as 2026-12-31/],
    [{ validTo: '9999-12-31' }, 'validTo', /to 2199, or null/],
    [{ validFrom: '2026-12-31', validTo: '2026-12-30' }, 'validTo', /before validFrom/],
    [{ exdates: ['2026-12-24', 'tomorrow'] }, 'exdates', /each must be a date/],
    [{ dates: ['20261224'] }, 'dates', /each must be a date/],
    [{ dates: ['2026-12-24'], validTo: '2026-12-23' }, 'dates', /between validFrom and validTo/],
    [{ rrule: null }, 'rrule', /give a rule, dates, or validFrom/],
    [{ rrule: null, validFrom: '2026-12-24', validTo: '2026-12-26' }, 'rrule', /FREQ=DAILY/],
    [{ rrule: 'FREQ=DAILY;BYHOUR=8' }, 'rrule', /BYHOUR/],
    [{ rrule: 'FREQ=WEEKLY' }, 'validFrom', /give the first date/],
    [{ rrule: 'FREQ=YEARLY;BYMONTH=5' }, 'validFrom', /give the first date/],
    [{ rrule: 'FREQ=DAILY;INTERVAL=2' }, 'validFrom', /give the first date/],
    [{ rrule: 'FREQ=DAILY;COUNT=2' }, 'validFrom', /give the first date/],
    [{ rrule: 'FREQ=YEARLY;COUNT=40', validFrom: '2026-01-01' }, 'rrule', /beyond 28 years: use validTo/],
  ]
  for (const [given, field, message] of cases) {
    t.match(
      parseWindow({ ...nightly, ...given }),
      { kind: 'invalid', errors: [{ field, message }] },
      JSON.stringify(given),
    )
  }
})

await t.test('all wrong fields are named at once', async (t) => {
  const outcome = parseWindow({ ...nightly, startLocal: '25:00', endLocal: '', validTo: '' })
  t.match(outcome, { errors: [{ field: 'startLocal' }, { field: 'endLocal' }, { field: 'validTo' }] })
})

await t.test('a window that falls on no date is refused, without going through all of time', async (t) => {
  const cases: readonly (readonly [given: Partial<WindowInput>, field: string])[] = [
    [{ rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    [{ rrule: 'FREQ=MONTHLY;BYDAY=6MO' }, 'rrule'],
    [{ rrule: 'FREQ=DAILY;INTERVAL=7;BYDAY=MO', validFrom: '2026-11-20' }, 'rrule'],
    [{ rrule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', validFrom: '2026-11-20' }, 'rrule'],
    [{ rrule: 'FREQ=WEEKLY;BYDAY=MO', validFrom: '2026-11-20', validTo: '2026-11-22' }, 'rrule'],
    [{ rrule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261122', validFrom: '2026-11-20' }, 'rrule'],
    [{ rrule: null, dates: ['2026-12-24'], exdates: ['2026-12-24'] }, 'dates'],
  ]
  for (const [given, field] of cases) {
    const errors = [{ field, message: /falls on no date/ }]
    t.match(parseWindow({ ...nightly, ...given }), { kind: 'invalid', errors }, JSON.stringify(given))
  }
})
