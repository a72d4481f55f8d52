import t from 'tap'
import type { Test } from 'tap'
import { protocols } from '../../appliance/domain/protocol.ts'
import { readScenario } from '../../appliance/simulator/read-scenario.ts'
import { runSimulation } from '../../appliance/simulator/run-simulation.ts'
import { systemClock } from '../../appliance/system-clock.ts'
import { StandInCsms } from './stand-in-csms.ts'

const forever = new AbortController().signal

/** Runs one charger through the steps against a strict stand-in. */
async function simulated(t: Test, csms: StandInCsms, group: string, signal: AbortSignal = forever) {
  const scenario = readScenario(`[[chargers]]\nid = "CP1"\n${group}`)
  const summary = await runSimulation(scenario, { url: csms.url, clock: systemClock, signal })
  t.same(csms.schemaProblems, [], 'the stand-in finds nothing against the schemas')
  t.same(summary.schemaProblems, [], 'nor does the charger')
  return summary
}

const charge = '{ do = "charge", tag = "TAG-{n}", power_kw = 11, every_s = 0.01, times = 2 }'

for (const protocol of protocols) {
  await t.test(`${protocol}: a session runs from boot to unplugging as the schemas have it`, async (t) => {
    const csms = await StandInCsms.start(t)
    const group = `protocol = "${protocol}"\nconnectors = 2\nsteps = [${charge},
      { do = "fault", connector = 2, code = "GroundFailure", vendor_code = "E42", for_s = 0.01 }]`
    const { counts, turnedAway } = await simulated(t, csms, group)
    t.match(counts, { sessionsStarted: 1, sessionsEnded: 1, authorised: 1, refused: 0, lost: 0, replayed: 0 })
    t.strictSame(turnedAway, {})
    t.equal(csms.of('Authorize').length, 1)
  })

  await t.test(`${protocol}: what happens offline is sent later, in order`, async (t) => {
    const csms = await StandInCsms.start(t)
    const group = `protocol = "${protocol}"\nsteps = [
      { do = "authorise", tag = "TAG-1" }, { do = "start" },
      { do = "offline" }, { do = "meter", every_s = 0.01, times = 3 }, { do = "stop" }, { do = "online" }]`
    const { counts } = await simulated(t, csms, group)
    t.match(counts, { sessionsStarted: 1, sessionsEnded: 1, connections: 2, replayed: 4, lost: 0 })
    t.strictSame(
      csms.energies(),
      [...csms.energies()].sort((a, b) => a - b),
    )
  })

  await t.test(`${protocol}: a refused identifier starts nothing`, async (t) => {
    const csms = await StandInCsms.start(t)
    csms.refused.add('TAG-1')
    const { counts } = await simulated(t, csms, `protocol = "${protocol}"\nsteps = [${charge}]`)
    t.match(counts, { sessionsStarted: 0, refused: 1 })
  })

  await t.test(`${protocol}: a charger that never asks stops when its start is refused`, async (t) => {
    const csms = await StandInCsms.start(t)
    csms.refused.add('TAG-1')
    const group = `protocol = "${protocol}"\nhabits = ["never_authorises"]\nsteps = [${charge}]`
    const { counts } = await simulated(t, csms, group)
    t.match(counts, { sessionsStarted: 1, sessionsEnded: 1, refused: 1 })
    t.equal(csms.stopReasons().at(-1), 'DeAuthorized')
  })

  await t.test(`${protocol}: bad habits double and confuse messages`, async (t) => {
    const csms = await StandInCsms.start(t)
    const habits = '["duplicate_start", "stops_twice", "wrong_transaction_id"]'
    await simulated(t, csms, `protocol = "${protocol}"\nhabits = ${habits}\nsteps = [${charge}]`)
    t.equal(csms.starts().length, 2)
    t.equal(csms.stopReasons().length, 2)
    t.notOk(csms.stoppedIds().includes(csms.startedIds()[0]))
  })

  await t.test(`${protocol}: sessions of the past carry the times of the past`, async (t) => {
    const csms = await StandInCsms.start(t)
    const step = '{ do = "history", tag = ["TAG-1", "TAG-2"], sessions = 3, days = 2 }'
    const { counts } = await simulated(t, csms, `protocol = "${protocol}"\nsteps = [${step}]`)
    t.match(counts, { sessionsStarted: 3, sessionsEnded: 3, lost: 0 })
    const dayAgo = Temporal.Now.instant().subtract({ hours: 24 }).toString()
    t.ok(csms.starts()[0]!['timestamp'] < dayAgo)
  })
}

await t.test('a charger that is kept pending does none of its steps', async (t) => {
  const csms = await StandInCsms.start(t)
  csms.bootStatus = 'Pending'
  const ending = new AbortController()
  const running = simulated(t, csms, `steps = [${charge}]`, ending.signal)
  await csms.until(() => csms.of('BootNotification').length > 0)
  ending.abort()
  t.match((await running).counts, { bootsAccepted: 0, sessionsStarted: 0 })
})

await t.test('the same seed gives the same behaviour', async (t) => {
  const group = 'steps = [{ do = "history", tag = ["A", "B", "C"], sessions = [2, 9], days = 0 }]'
  const runs: unknown[] = []
  for (let run = 0; run < 2; run++) {
    const csms = await StandInCsms.start(t)
    await simulated(t, csms, group)
    runs.push(csms.starts().map(({ idTag, meterStart }) => ({ idTag, meterStart })))
  }
  t.strictSame(runs[0], runs[1])
})
