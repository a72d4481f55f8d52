import t from 'tap'
import { Conditions } from '../appliance/conditions.ts'
import { WriteFailedError, type WriteFailureKind } from '../appliance/domain/write-failed.ts'
import { createLog } from '../appliance/log.ts'
import { WriteWatch } from '../appliance/write-watch.ts'
import { FakeClock } from './support/fake-clock.ts'

function watching() {
  const clock = new FakeClock()
  const lines: { msg: string; failures?: number }[] = []
  const log = createLog('debug', { write: (line) => lines.push(JSON.parse(line)) })
  const conditions = new Conditions(clock, () => {})
  let madeRoom = 0
  const watch = new WriteWatch({ clock, log, conditions }, () => madeRoom++)
  const fails = (kind: WriteFailureKind) => watch.committed(new WriteFailedError(kind, new Error('disk')))
  const messages = () => conditions.list().map(({ code, message }) => `${code}: ${message}`)
  return { clock, lines, watch, fails, messages, madeRoom: () => madeRoom }
}

await t.test('the first failure of a run is logged, then how many in each minute', (t) => {
  const { clock, lines, watch, fails } = watching()
  for (let failure = 0; failure < 500; failure++) fails('unwritable')
  watch.committed(null)
  fails('unwritable')
  t.strictSame(
    lines.map(({ msg }) => msg),
    ['writes fail'],
  )
  clock.advance(60_000)
  t.match(lines[1], { msg: 'writes failed in the last minute', failures: 501 })
  watch.committed(null)
  clock.advance(120_000)
  t.equal(lines.length, 3, 'and once that it is over')
  fails('unwritable')
  t.equal(lines.at(-1)?.msg, 'writes fail', 'the next run begins anew')
  t.end()
})

await t.test('a full disk is told until a write finds room again', (t) => {
  const { watch, fails, messages, madeRoom } = watching()
  fails('full')
  t.match(messages(), [/^writes_failing: The data disk is full/])
  t.equal(madeRoom(), 1)
  watch.committed(null)
  t.strictSame(messages(), [])
  t.end()
})

await t.test('a damaged database stays told although other pages can be written', (t) => {
  const { watch, fails, messages, madeRoom } = watching()
  fails('damaged')
  watch.committed(null)
  t.match(messages(), [/^writes_failing: The database is damaged/])
  t.equal(madeRoom(), 0)
  t.end()
})
