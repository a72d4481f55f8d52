import t from 'tap'
import { readScenario } from '../../appliance/simulator/read-scenario.ts'
import { runSimulation } from '../../appliance/simulator/run-simulation.ts'
import { systemClock } from '../../appliance/system-clock.ts'
import { protocols } from '../../appliance/domain/protocol.ts'
import { StandInCsms } from './stand-in-csms.ts'

const signal = new AbortController().signal

for (const protocol of protocols) {
  await t.test(`${protocol} charges by the schema from boot to unplugging`, async (t) => {
    const csms = await StandInCsms.start(t)
    const scenario = readScenario(`
      [[chargers]]
      id = "CP{n:3}"
      protocol = "${protocol}"
      connectors = 2
      steps = [
        { do = "charge", tag = "TAG-{n}", power_kw = 11, every_s = 0.01, times = 2 },
        { do = "fault", code = "GroundFailure", vendor_code = "E42", for_s = 0.01 },
      ]
    `)
    const summary = await runSimulation(scenario, { url: csms.url, clock: systemClock, signal })
    t.same(csms.schemaProblems, [])
    t.same(summary.schemaProblems, [])
    t.match(summary.counts, { sessionsStarted: 1, sessionsEnded: 1, authorised: 1, refused: 0, lost: 0 })
    t.equal(csms.received[0]?.chargerId, 'CP001')
    t.matchOnly(summary.turnedAway, {})
  })
}
