import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { TestCharger } from '../../support/charger.ts'
import { bootCharger } from '../../support/charger.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { TestGateway } from '../../support/gateway.ts'
import { startGateway } from '../../support/gateway.ts'

const authorize = (charger: TestCharger) => charger.call('Authorize', { idTag: 'TAG-1' })

/** The code of the CALLERROR. */
function codeOf(answer: Promise<object>): Promise<unknown> {
  return answer.then(
    () => 'answered',
    (error: { rpcErrorCode?: string }) => error.rpcErrorCode,
  )
}

async function health({ app }: TestGateway): Promise<{ status: string; codes: string[] }> {
  const answer = await app.inject({ url: '/health' })
  const { status, reasons } = answer.json<{ status: string; reasons: { code: string }[] }>()
  return { status, codes: reasons.map(({ code }) => code) }
}

/** No page more than there is, as on a disk without room: SQLite fails in the same way. */
function fillUp({ flow }: TestGateway): () => void {
  const { database } = flow.store
  database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
  return () => database.pragma('max_page_count = 1000000000')
}

/** Presents cards until one gets no answer; those before found room in pages that were begun. */
async function untilRefused(charger: TestCharger): Promise<void> {
  for (let card = 0; card < 1_000; card++) {
    try {
      await authorize(charger)
    } catch {
      return
    }
  }
  throw new Error('every card was answered')
}

await t.test('a full disk is told, ends telemetry at once, and is over with the next write', async (t) => {
  const clock = new FakeClock()
  const gateway = await startGateway(t, { clock })
  const charger = await bootCharger(t, gateway)
  const reserve = join(gateway.config.dataDir, 'reserve')
  const held = new Promise<void>((resolve) => {
    const look = () => (existsSync(reserve) ? resolve() : setImmediate(look))
    look()
  })
  clock.advance(60_000)
  await held
  t.strictSame(await health(gateway), { status: 'ready', codes: [] })
  const makeRoom = fillUp(gateway)
  await untilRefused(charger)
  t.equal(await codeOf(authorize(charger)), 'InternalError')
  const { status, codes } = await health(gateway)
  t.equal(status, 'degraded')
  t.strictSame(codes.toSorted(), ['storage_full', 'writes_failing'])
  t.notOk(gateway.flow.telemetry.open)
  t.notOk(existsSync(reserve), 'what was held back is for decisions')
  t.match(await charger.call('Heartbeat'), { currentTime: String }, 'it stays connected')
  makeRoom()
  t.match(await authorize(charger), { idTagInfo: { status: String } })
  t.strictSame((await health(gateway)).codes, ['storage_full'], 'until the disk is looked at')
})

await t.test(
  'a charger that boots while nothing can be stored is refused, and is not called for it',
  async (t) => {
    const clock = new FakeClock()
    const gateway = await startGateway(t, { clock })
    const charger = await bootCharger(t, gateway)
    let asked = 0
    charger.client.handle(() => {
      asked++
      return { status: 'Accepted' } as never
    })
    const makeRoom = fillUp(gateway)
    await untilRefused(charger)
    const boot = { chargePointVendor: 'Example', chargePointModel: 'One '.repeat(5) }
    gateway.flow.store.database.pragma('query_only = ON')
    t.equal(await codeOf(charger.call('BootNotification', boot)), 'InternalError')
    await charger.call('Heartbeat')
    t.equal(asked, 0)
    gateway.flow.store.database.pragma('query_only = OFF')
    makeRoom()
    t.match(await charger.call('BootNotification', boot), { status: 'Accepted' })
  },
)

/** The table's pages cannot be found any more, as after a disk that forgets. Returns what repairs it. */
function damage({ flow }: TestGateway): () => void {
  const { database } = flow.store
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'decision'").pluck().get()
  const point = (page: unknown) => {
    database.unsafeMode(true)
    database.pragma('writable_schema = ON')
    database.prepare("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'decision'").run(page)
    database.pragma('writable_schema = RESET')
    database.unsafeMode(false)
  }
  point(99_999)
  return () => point(root)
}

await t.test('damaged pages are told, although the gateway was stopped cleanly', async (t) => {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway)
  const repair = damage(gateway)
  t.equal(await codeOf(authorize(charger)), 'InternalError')
  const { status, codes } = await health(gateway)
  t.strictSame([status, codes], ['degraded', ['writes_failing']])
  repair()
})
