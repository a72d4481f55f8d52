import * as fc from 'fast-check'
import t from 'tap'
import {
  chargerInstant,
  measuredSkewMs,
  skewMs,
  tellsOfClock,
  timestampKey,
} from '../../appliance/domain/charger-clock.ts'

const received = Temporal.Instant.from('2026-11-20T10:00:00Z')

const cases: [name: string, text: string | null | undefined, at: string, flaw: string | null][] = [
  ['in UTC is taken as it is', '2026-11-20T09:00:00.5Z', '2026-11-20T09:00:00.5Z', null],
  ['with an offset is brought to UTC', '2026-11-20T09:00:00+02:00', '2026-11-20T07:00:00Z', null],
  ['with a short offset is understood', '2026-11-20T09:00:00+0200', '2026-11-20T07:00:00Z', null],
  ['with a blank for the T is understood', '2026-11-20 09:00:00Z', '2026-11-20T09:00:00Z', null],
  ['padded with NUL is understood', '2026-11-20T09:00:00Z\0\0 ', '2026-11-20T09:00:00Z', null],
  ['without a zone is UTC', '2026-11-20T09:00:00', '2026-11-20T09:00:00Z', 'no_zone'],
  ['from a week of being offline is believed', '2026-11-13T09:00:00Z', '2026-11-13T09:00:00Z', null],
  ['of 1970 gives way to the time of arrival', '1970-01-01T00:00:10Z', '2026-11-20T10:00:00Z', 'far_off'],
  ['more than a day ahead gives way', '2026-11-21T10:00:01Z', '2026-11-20T10:00:00Z', 'far_off'],
  ['a day ahead is believed', '2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z', null],
  ['that is only a day is not read', '2026-11-20', '2026-11-20T10:00:00Z', 'unreadable'],
  ['that is impossible is not read', '2026-02-30T09:00:00Z', '2026-11-20T10:00:00Z', 'unreadable'],
  ['that is no time is not read', 'yesterday', '2026-11-20T10:00:00Z', 'unreadable'],
  ['that is blank is missing', ' ', '2026-11-20T10:00:00Z', 'missing'],
  ['that is left out is missing', undefined, '2026-11-20T10:00:00Z', 'missing'],
]

for (const [name, text, at, flaw] of cases) {
  await t.test(`a timestamp ${name}`, async (t) => {
    const read = chargerInstant(text, received)
    t.equal(read.at.toString(), at)
    t.equal(read.flaw, flaw)
  })
}

await t.test('what a charger claimed is kept even where it is not believed', async (t) => {
  t.equal(chargerInstant('1970-01-01T00:00:10Z', received).claimed?.epochMilliseconds, 10_000)
  t.equal(chargerInstant('never', received).claimed, null)
})

await t.test('no text whatever makes reading throw', async () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => chargerInstant(text, received).at instanceof Temporal.Instant,
    ),
  )
})

await t.test('a clock that is ahead has a positive skew', async (t) => {
  t.equal(skewMs(received.add({ seconds: 3 }), received), 3000)
  t.equal(skewMs(received.subtract({ seconds: 3 }), received), -3000)
})

await t.test('one delayed message does not change the measured skew much', async (t) => {
  t.equal(measuredSkewMs([1000, 1100, -600_000, 1200, 1100]), 1100)
  t.equal(measuredSkewMs([1000, 2000]), 1500)
  t.equal(measuredSkewMs([]), null)
})

await t.test('a message that may have waited tells of the clock only where it cannot have', async (t) => {
  const connectedAt = received.subtract({ minutes: 5 })
  const reading = (skew: number, agoMs = 0) => ({
    skewMs: skew,
    receivedAt: received.subtract({ milliseconds: agoMs }),
  })
  const tells = (skew: number, before: ReturnType<typeof reading> | null = null) =>
    tellsOfClock(reading(skew), before, connectedAt)
  const hourMs = 3_600_000
  t.ok(tells(-20_000), 'of a time on this connection')
  t.notOk(tells(-hourMs), 'of a time before it')
  t.notOk(tells(hourMs), 'of a time to come, which may be an old one of a clock that is ahead')
  t.ok(tells(-3 * hourMs, reading(-3 * hourMs - 500, 60_000)), 'as much behind as a minute ago')
  t.notOk(tells(-3 * hourMs, reading(-3 * hourMs, 1000)), 'as much behind as a second ago')
  t.notOk(tells(-hourMs, reading(-hourMs - 60_000, 60_000)), 'of a queue')
})

await t.test('a timestamp is known again in any spelling of its instant', async (t) => {
  const key = (text: string) => timestampKey(chargerInstant(text, received), text)
  const same = ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00+01:00']
  t.strictSame([...new Set(same.map(key))], ['2026-11-20T10:00:00.000Z'])
  t.equal(key('1970-01-01T00:00:09Z'), '1970-01-01T00:00:09.000Z', 'believed or not')
  t.equal(key('at noon'), 'at noon')
})
