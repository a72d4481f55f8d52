import type { ChargerReply } from '../../appliance/domain/charger-link.ts'
import { answerCall } from '../../appliance/simulator/answers.ts'
import { Random } from '../../appliance/simulator/random.ts'
import type { Group } from '../../appliance/simulator/scenario.ts'
import { SimulatedCharger } from '../../appliance/simulator/simulated-charger.ts'
import { Tally } from '../../appliance/simulator/tally.ts'
import { onlineLink, type OnlineLink, type SentCall } from './charger-link.ts'
import type { TestFlows } from './flows.ts'

/** A charger that answers as simulated ones do, without a socket between, so that a fake clock is enough. */
export function scriptedCharger(
  { clock }: Pick<TestFlows, 'clock'>,
  configuration: Group['configuration'] = {},
  changes: Pick<Partial<Group>, 'habits'> = {},
): SimulatedCharger {
  const group = {
    count: 1,
    id: 'CP1',
    first: 1,
    protocol: 'ocpp1.6',
    vendor: 'Example',
    model: 'One',
    firmware: '1.0.0',
    connectors: 1,
    clock_skew_s: 0,
    configuration,
    habits: changes.habits ?? [],
  } as const
  const random = new Random(1)
  return new SimulatedCharger(group, 1, { url: 'ws://nowhere', clock, random, tally: new Tally() })
}

/** A link on which every charger is this one, unless `before` has another answer. */
export function scriptedLink(
  flows: Pick<TestFlows, 'clock'>,
  charger: SimulatedCharger,
  before: (call: SentCall) => ChargerReply | null = () => null,
): OnlineLink {
  const answer = (call: SentCall): ChargerReply => {
    const other = before(call)
    if (other) return other
    const payload = answerCall(charger, call.action, call.payload as Record<string, unknown>)
    if (payload) return { ok: true, payload }
    return { ok: false, why: 'call_error', code: 'NotImplemented', detail: 'It refused.' }
  }
  return onlineLink(flows, answer, charger.protocol)
}
