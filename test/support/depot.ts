import type { Test } from 'tap'
import { chargerInstant } from '../../appliance/domain/charger-clock.ts'
import type { MeterSample } from '../../appliance/domain/meter-value.ts'
import type { SessionRecord } from '../../appliance/domain/session-record.ts'
import { stopCause } from '../../appliance/domain/stop-reason.ts'
import type { TransactionFact } from '../../appliance/domain/transaction.ts'
import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { addIdentifier, type AddIdentifierInput } from '../../appliance/flows/add-identifier.ts'
import { authorise } from '../../appliance/flows/authorise.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import type { Judgement } from '../../appliance/flows/judge.ts'
import { presentIdentifier, type PresentedIdentifier } from '../../appliance/flows/present-identifier.ts'
import { recordMeterValues } from '../../appliance/flows/record-meter-values.ts'
import {
  recordTransactionEvent,
  type ReportedTransaction,
} from '../../appliance/flows/record-transaction-event.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import { startSession, type StartedSession } from '../../appliance/flows/start-session.ts'
import { stopSession, type StoppedSession } from '../../appliance/flows/stop-session.ts'
import type { Reading } from '../../appliance/flows/store-readings.ts'
import { findSession } from '../../appliance/store/sessions.ts'
import { testFlows, type TestFlows, type TestFlowsOptions } from './flows.ts'

export interface StartMessage {
  readonly chargerId?: string
  readonly connectorId?: number
  readonly idTag?: string
  readonly meterStart?: number
  /** As the charger writes it; default now. */
  readonly timestamp?: string
  /** Default: long ago. */
  readonly connectedAt?: string
}

export interface StopMessage {
  readonly chargerId?: string
  readonly transactionId: number
  readonly idTag?: string
  readonly meterStop?: number
  readonly timestamp?: string
  readonly reason?: string
  readonly connectedAt?: string
}

export interface EventMessage {
  readonly eventType: 'Started' | 'Updated' | 'Ended'
  readonly seqNo: number
  readonly transactionId?: string
  readonly evseId?: number | null
  /** `nobody`: a token of type NoAuthorization. */
  readonly token?: string | null
  readonly energyWh?: number | null
  readonly beginWh?: number | null
  readonly charging?: boolean
  readonly offline?: boolean
  readonly timestamp?: string
  readonly stoppedReason?: string
}

/** A depot with one charger, CP1, and the flows that a charger's messages lead to. */
export interface Depot extends TestFlows {
  readonly card: (raw: string, changes?: Partial<AddIdentifierInput>) => Promise<void>
  readonly present: (raw: string | undefined) => PresentedIdentifier | null
  readonly authorise: (raw: string, chargerId?: string) => Promise<Judgement>
  readonly start: (message?: StartMessage) => Promise<StartedSession>
  readonly stop: (message: StopMessage) => Promise<StoppedSession>
  readonly event: (message: EventMessage) => Promise<ReportedTransaction>
  readonly measure: (
    samples: MeterSample[],
    at?: { evseId?: number; transactionId?: number },
  ) => Promise<void>
  readonly openToAll: () => Promise<void>
  readonly session: (id: number) => SessionRecord
}

const ownFleet = {
  type: 'rfid',
  accessClass: 'own_fleet',
  status: 'active',
  vehicle: 'BUS-12',
  driver: null,
  fleet: null,
  agreement: null,
  validFrom: null,
  validTo: null,
  concurrencyLimit: null,
} as const

const longAgo = Temporal.Instant.from('2026-01-01T00:00:00Z')

export async function openDepot(t: Test, options: TestFlowsOptions = {}): Promise<Depot> {
  const flows = await testFlows(t, options)
  const { clock } = flows
  await addApproved(flows, ['CP1', 'CP2'])
  const now = () => toUtcText(clock.now())
  const present = (raw: string | undefined) =>
    presentIdentifier(flows, flows.charger('CP1').profile, raw, 'rfid')
  const asking = (chargerId: string, raw: string | undefined, message: string, protocol = 'ocpp1.6') => ({
    charger: flows.charger(chargerId),
    protocol,
    message,
    identifier: present(raw),
    at: clock.now(),
    origin: { actor: `charger:${chargerId}`, requestId: null },
  })
  const since = (text: string | undefined) => (text ? Temporal.Instant.from(text) : longAgo)
  return {
    ...flows,
    present,
    async card(rawIdentifier, changes = {}) {
      await addIdentifier(flows, gatewayOrigin, { rawIdentifier, ...ownFleet, ...changes })
    },
    authorise: (raw, chargerId = 'CP1') =>
      authorise(flows, { ...asking(chargerId, raw, 'Authorize'), evseId: null, connectorId: null }),
    start({ chargerId = 'CP1', connectorId = 1, meterStart = 1000, timestamp = now(), ...more } = {}) {
      return startSession(flows, {
        question: asking(chargerId, more.idTag, 'StartTransaction'),
        connectorId,
        meterStartWh: meterStart,
        time: chargerInstant(timestamp, clock.now()),
        reportedStart: timestamp,
        receivedAt: clock.now(),
        connectedAt: since(more.connectedAt),
      })
    },
    stop({ chargerId = 'CP1', transactionId, meterStop = 5000, timestamp = now(), ...more }) {
      return stopSession(flows, {
        ...asking(chargerId, more.idTag, 'StopTransaction'),
        transactionId,
        meterStopWh: meterStop,
        time: chargerInstant(timestamp, clock.now()),
        cause: stopCause(more.reason),
        readings: [],
        receivedAt: clock.now(),
        connectedAt: since(more.connectedAt),
      })
    },
    event({ transactionId = 'T-1', evseId = 1, timestamp = now(), token = null, ...more }) {
      const time = chargerInstant(timestamp, clock.now())
      const question = asking('CP1', token === 'nobody' ? '' : (token ?? ''), 'TransactionEvent', 'ocpp2.0.1')
      return recordTransactionEvent(flows, {
        question: more.offline ? { ...question, at: time.at } : question,
        presents: token !== null,
        transactionId,
        evseId,
        connectorId: null,
        fact: factOf(more, toUtcText(time.at)),
        reportedStart: more.eventType === 'Started' ? timestamp : null,
        readings: [],
        receivedAt: clock.now(),
      })
    },
    measure: (samples, { evseId = 1, transactionId } = {}) =>
      recordMeterValues(flows, {
        chargerId: 'CP1',
        evseId,
        transactionId: transactionId ?? null,
        readings: [{ time: chargerInstant(now(), clock.now()), samples } satisfies Reading],
        receivedAt: clock.now(),
        origin: { actor: 'charger:CP1', requestId: null },
      }),
    async openToAll() {
      await setOverride(flows, gatewayOrigin, {
        chargerIds: ['CP1'],
        mode: 'freevend',
        until: clock.now().add({ hours: 24 }),
        reason: 'open day',
        acknowledgePartial: false,
      })
    },
    session(id) {
      const session = findSession(flows.store, id)
      if (!session) throw new Error(`there is no session ${id}`)
      return session
    },
  }
}

async function addApproved(flows: TestFlows, ids: readonly string[]): Promise<void> {
  const chargers = ids.map((id) => ({
    id,
    label: null,
    profileId: null,
    password: { kind: 'none' } as const,
  }))
  await addChargers(flows, gatewayOrigin, { chargers, approve: true, noPassword: 'allow' })
}

const kinds = { Started: 'started', Updated: 'updated', Ended: 'ended' } as const

function factOf(message: Omit<EventMessage, 'transactionId'>, at: string): TransactionFact {
  return {
    kind: kinds[message.eventType],
    seqNo: message.seqNo,
    at,
    offline: message.offline ?? false,
    clockSuspect: false,
    charging: message.charging ?? false,
    energyWh: message.energyWh ?? null,
    beginWh: message.beginWh ?? null,
    stop: message.eventType === 'Ended' ? stopCause(message.stoppedReason) : null,
  }
}

/** A reading of the energy register. */
export function register(value: number): MeterSample {
  return {
    measurand: 'Energy.Active.Import.Register',
    phase: null,
    location: 'Outlet',
    context: 'Sample.Periodic',
    value,
    unit: 'Wh',
  }
}
