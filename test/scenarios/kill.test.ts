import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { readControlFile } from '../../appliance/control-file.ts'
import { chainHash, type HashedEntry } from '../../appliance/ledger/append.ts'
import { serve } from '../cli/gatehouse.ts'
import { Killer, keepAlive } from './killer.ts'
import { PersistentCharger, type OwnSession } from './persistent-charger.ts'

const kills = 4
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const
const chargersPerVersion = 4

await t.test(
  'killed again and again under load: nothing acknowledged is missing, nothing is doubled',
  async (t) => {
    const dataDir = join(t.testdir(), 'data')
    mkdirSync(dataDir)
    writeFileSync(
      join(dataDir, 'gatehouse.toml'),
      '[ocpp]\nunknown_chargers = "approve"\nno_password = "allow"\nrate = 0\n',
    )
    const killer = new Killer(kills)
    const first = await serve(t, dataDir)
    await addCard(dataDir)
    const { where, end } = keepAlive(() => serve(t, dataDir), first, killer)
    const chargers = versions.flatMap((version) =>
      Array.from(
        { length: chargersPerVersion },
        (_, n) => new PersistentCharger(`${version}-${n}`, version, where, () => killer.acknowledged()),
      ),
    )
    await Promise.all(chargers.map((charger) => charger.work(() => killer.done)))
    const last = await end
    last.process.kill('SIGTERM')
    t.equal(await last.exited, 0)

    const database = new Database(join(dataDir, 'gatehouse.db'), { readonly: true })
    t.teardown(() => database.close())
    const own = chargers.flatMap(({ sessions }) => sessions)
    t.comment(`${own.length} sessions over ${kills} kills`)
    checkSessions(t, database, own)
    checkDecisions(t, database, chargers, own)
    checkLedger(t, database)
  },
)

async function addCard(dataDir: string): Promise<void> {
  const { url, secret } = readControlFile(dataDir)!
  const answer = await fetch(`${url}/api/identifiers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: '04A1B2C3D4', accessClass: 'own_fleet', vehicle: 'BUS-12' }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

interface Row {
  readonly id: number
  readonly chargerId: string
  readonly transactionId: string
  readonly state: string
  readonly meterStartWh: number
  readonly meterStopWh: number
  readonly energyWh: number
  readonly flags: string
  readonly decisionId: number
}

function checkSessions(t: Test, database: Database.Database, own: readonly OwnSession[]): void {
  const rows = database.prepare('SELECT * FROM session ORDER BY id').all() as Row[]
  t.equal(rows.length, own.length, 'as many sessions as there were')
  const byTransaction = new Map(rows.map((row) => [`${row.chargerId} ${row.transactionId}`, row]))
  t.equal(byTransaction.size, rows.length, 'each once')
  const readings = database.prepare('SELECT at FROM meterSample WHERE sessionId = ?').pluck()
  for (const session of own) {
    const row = byTransaction.get(`${session.identity} ${session.transactionId}`)
    t.match(row, {
      state: 'ended',
      meterStartWh: session.meterStartWh,
      meterStopWh: session.meterStopWh,
      energyWh: session.meterStopWh - session.meterStartWh,
      flags: '[]',
    })
    const stored = new Set(readings.all(row?.id) as string[])
    t.ok(
      session.readings.every((at) => stored.has(at)),
      'with every reading that was acknowledged',
    )
  }
}

function checkDecisions(
  t: Test,
  database: Database.Database,
  chargers: readonly PersistentCharger[],
  own: readonly OwnSession[],
): void {
  const total = (key: 'authorisations' | 'sent') => chargers.reduce((sum, charger) => sum + charger[key], 0)
  const { count } = database.prepare('SELECT count(*) AS count FROM decision').get() as { count: number }
  t.ok(count >= total('authorisations') + own.length, 'every answer rests on a decision')
  t.ok(count <= total('sent'), 'and no message on two')
  const decided = database.prepare('SELECT count(DISTINCT decisionId) FROM session').pluck().get()
  t.equal(decided, own.length, 'each start was decided by itself')
}

function checkLedger(t: Test, database: Database.Database): void {
  const entries = database.prepare('SELECT * FROM ledger ORDER BY seq').all() as (HashedEntry & {
    hash: Buffer
  })[]
  let previous: Uint8Array = new Uint8Array(32)
  const broken = entries.filter((entry, index) => {
    const hash = chainHash(previous, entry)
    previous = entry.hash
    return entry.seq !== index + 1 || !entry.hash.equals(hash)
  })
  t.strictSame(broken, [], 'the chain holds')
  const started = entries.filter(({ action }) => action === 'session.started').length
  t.equal(started, (database.prepare('SELECT count(*) FROM session').pluck().get() as number) ?? 0)
  const crashes = entries.filter(
    ({ action, body }) => action === 'gateway.started' && /"afterCrash":true/.test(body),
  )
  t.equal(crashes.length, kills)
}
