import t from 'tap'
import type { Test } from 'tap'
import { Conditions } from '../../appliance/conditions.ts'
import { DiskReserve } from '../../appliance/disk-reserve.ts'
import { clearStrangers } from '../../appliance/flows/clear-strangers.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { recordMeterValues } from '../../appliance/flows/record-meter-values.ts'
import { Housekeeping } from '../../appliance/scheduler/housekeeping.ts'
import { StorageWatch } from '../../appliance/scheduler/storage-watch.ts'
import { sql } from '../../appliance/store/sql.ts'
import { fillFrames } from '../support/fill-telemetry.ts'
import { testFlows } from '../support/flows.ts'
import { nobodyThere } from '../support/nobody-there.ts'

const bounds = { meterKeepDays: 400, meterMaxMb: 1000, frameKeepDays: 14, frameMaxMb: 1000 }

async function housekeeping(t: Test) {
  const flow = await testFlows(t)
  const conditions = new Conditions(flow.clock, flow.publish)
  const disk = { freeBytes: 5_000_000_000 }
  const reserve = new DiskReserve(t.testdirName)
  const storage = new StorageWatch(flow, conditions, { freeBytes: () => disk.freeBytes, reserve })
  const keeping = new Housekeeping(flow, { bounds, link: nobodyThere, conditions, storage })
  return {
    flow,
    disk,
    keeping,
    codes: () => conditions.list().map(({ code }) => code),
    /** The disk is looked at again once it has so many bytes free. */
    look: async (freeBytes: number) => {
      disk.freeBytes = freeBytes
      flow.clock.advance(60_000)
      for (let turn = 0; turn < 3; turn++) await flow.commits.write(() => {})
    },
    measure: () =>
      recordMeterValues(flow, {
        chargerId: 'CP1',
        evseId: 1,
        transactionId: null,
        readings: [
          {
            time: flow.time('2026-11-20T10:00:00Z'),
            samples: [
              {
                measurand: 'Energy.Active.Import.Register',
                phase: null,
                location: 'Outlet',
                context: 'Sample.Periodic',
                value: 1,
                unit: 'Wh',
              },
            ],
          },
        ],
        receivedAt: flow.clock.now(),
        origin: { actor: 'charger:CP1', requestId: null },
      }),
    samples: () => flow.store.all(sql.selectFrom('meterSample').select('id')).length,
    gaps: () => flow.store.all(sql.selectFrom('telemetryGap').selectAll()),
  }
}

await t.test('the bounds of telemetry are kept all day', async (t) => {
  const { flow, keeping } = await housekeeping(t)
  const from = flow.clock.now().subtract({ hours: 24 * 20 })
  await fillFrames(flow.commits, { count: 3, from, stepMs: 1 })
  await keeping.start()
  flow.clock.advance(600_000)
  await keeping.stop()
  t.equal(flow.store.all(sql.selectFrom('frame').select('id')).length, 0)
})

await t.test('a disk that runs short is told, and over only with some room to spare', async (t) => {
  const { keeping, codes, look, disk } = await housekeeping(t)
  disk.freeBytes = 900_000_000
  await keeping.start()
  t.strictSame(codes(), ['storage_low'], 'it is looked at right at the start')
  await look(1_100_000_000)
  t.strictSame(codes(), ['storage_low'])
  await look(1_300_000_000)
  t.strictSame(codes(), [])
  await look(100_000_000)
  t.strictSame(codes(), ['storage_full'])
  await look(400_000_000)
  t.strictSame(codes(), ['storage_low'])
  await keeping.stop()
})

await t.test('meter values are refused while the disk is full, and the gap is recorded after', async (t) => {
  const { keeping, look, measure, samples, gaps, flow } = await housekeeping(t)
  await keeping.start()
  await look(100_000_000)
  t.notOk(flow.telemetry.open)
  await measure()
  await measure()
  t.strictSame([samples(), gaps().length], [0, 0])
  await look(5_000_000_000)
  await measure()
  t.equal(samples(), 1)
  t.match(gaps(), [{ lane: 'meter', chargerId: 'CP1', reason: 'storage_full', count: 2 }])
  await keeping.stop()
  t.equal(gaps().length, 1)
})

await t.test('what was refused is recorded when the gateway stops', async (t) => {
  const { keeping, measure, gaps, disk } = await housekeeping(t)
  disk.freeBytes = 0
  await keeping.start()
  await measure()
  await keeping.stop()
  t.match(gaps(), [{ lane: 'meter', reason: 'storage_full', count: 1 }])
})

await t.test('a failure does not end housekeeping', async (t) => {
  const { flow, keeping } = await housekeeping(t)
  await keeping.start()
  flow.store.database.exec('ALTER TABLE frame RENAME TO away')
  flow.clock.advance(600_000)
  for (let turn = 0; turn < 5; turn++) await flow.commits.write(() => {})
  flow.store.database.exec('ALTER TABLE away RENAME TO frame')
  await fillFrames(flow.commits, { count: 3, from: flow.clock.now().subtract({ hours: 24 * 20 }), stepMs: 1 })
  flow.clock.advance(600_000)
  await keeping.stop()
  t.equal(flow.store.all(sql.selectFrom('frame').select('id')).length, 0)
})

await t.test('a full list of waiting chargers is told', async (t) => {
  const { flow, keeping, codes, look } = await housekeeping(t)
  for (let one = 0; one < 500; one++) {
    const stranger = { id: `X${one}`, password: null, approve: false, remoteAddress: `192.0.2.${one % 10}` }
    await meetCharger(flow, stranger, () => false)
  }
  await keeping.start()
  t.strictSame(codes(), ['waiting_list_full'])
  await clearStrangers(flow, nobodyThere, { actor: 'user:ana', requestId: null })
  await look(5_000_000_000)
  t.strictSame(codes(), [])
  await keeping.stop()
})
