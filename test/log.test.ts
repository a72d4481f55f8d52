import t from 'tap'
import { createLog } from '../appliance/log.ts'

await t.test('a line is JSON with ISO time, and secrets that slipped in are blotted out', (t) => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log.debug({ a: 1 }, 'not at this level')
  log.info({ chargerId: 'CP1', idTag: 'RAW', request: { authorization: 'Basic abc' } }, 'hello')
  t.equal(lines.length, 1)
  const line: Record<string, unknown> = JSON.parse(lines[0] ?? '')
  t.match(line, {
    time: /^\d{4}-\d\d-\d\dT.*Z$/,
    msg: 'hello',
    chargerId: 'CP1',
    idTag: '[redacted]',
    request: { authorization: '[redacted]' },
  })
  t.end()
})

await t.test('an error is logged with its stack', (t) => {
  const lines: string[] = []
  createLog('error', { write: (line) => void lines.push(line) }).error({ err: new Error('boom') }, 'failed')
  t.match(JSON.parse(lines[0] ?? ''), { err: { message: 'boom', stack: /log\.test/ } })
  t.end()
})
