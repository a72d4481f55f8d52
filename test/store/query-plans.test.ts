import type { Compilable } from 'kysely'
import t from 'tap'
import { listChargers, chargerCounts } from '../../appliance/store/charger-list.ts'
import { listCommands } from '../../appliance/store/command-list.ts'
import {
  countDecisions,
  decisionRecords,
  keptAttempts,
  listDecisions,
} from '../../appliance/store/decision-list.ts'
import { listUnconfirmed } from '../../appliance/store/charger-modes.ts'
import { listFaults } from '../../appliance/store/fault-list.ts'
import { listFrames } from '../../appliance/store/frame-list.ts'
import { groupMembers, listGroups } from '../../appliance/store/groups.ts'
import { listIdentifiers } from '../../appliance/store/identifier-list.ts'
import { pageLedger } from '../../appliance/store/ledger-list.ts'
import { listModeChanges } from '../../appliance/store/mode-changes.ts'
import { listOverrides } from '../../appliance/store/overrides.ts'
import { depotScope, listWindows } from '../../appliance/store/policies.ts'
import { countWouldRefuse, listWouldRefuse } from '../../appliance/store/rollout-report.ts'
import { listMeterSamples, listSessions } from '../../appliance/store/session-list.ts'
import { listSessionsAtBoundary } from '../../appliance/store/sessions-at-boundary.ts'
import type { Reader } from '../../appliance/store/store.ts'
import { temporaryStore } from '../support/temporary-store.ts'

const first = { limit: 50, cursor: null }
const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']

type List = (reader: Reader) => unknown

interface Listing {
  readonly run: List
  /** A table that is walked through in order, a page at a time, from its end or its index's. */
  readonly walks?: string
  /** An index that holds only the few rows in question, so that all of it may be read. */
  readonly index?: string
}

const lists: Record<string, Listing> = {
  chargers: { run: (reader) => listChargers(reader, {}, first), walks: 'charger' },
  'chargers beyond a cursor': { run: (reader) => listChargers(reader, {}, { limit: 50, cursor: 'CP1' }) },
  'chargers that wait': { run: (reader) => listChargers(reader, { status: 'waiting' }, first) },
  'what lies beside chargers': { run: (reader) => chargerCounts(reader, ['CP1', 'CP2']) },
  sessions: { run: (reader) => listSessions(reader, {}, first), walks: 'session' },
  'sessions beyond a cursor': {
    run: (reader) => listSessions(reader, {}, { limit: 50, cursor: `${from} 17` }),
  },
  'sessions of a charger': { run: (reader) => listSessions(reader, { chargerId: 'CP1' }, first) },
  'sessions of a charger and month': {
    run: (reader) => listSessions(reader, { chargerId: 'CP1', from, to }, first),
  },
  'sessions of a month': { run: (reader) => listSessions(reader, { from, to }, first) },
  'open sessions of a charger': {
    run: (reader) => listSessions(reader, { chargerId: 'CP1', state: 'open' }, first),
  },
  'open sessions': { run: (reader) => listSessions(reader, { state: 'open' }, first), index: 'sessionOpen' },
  'meter values': { run: (reader) => listMeterSamples(reader, 17, first) },
  decisions: { run: (reader) => listDecisions(reader, {}, first) },
  'decisions of a charger': { run: (reader) => listDecisions(reader, { chargerId: 'CP1' }, first) },
  'decisions of a month': { run: (reader) => listDecisions(reader, { from, to }, first) },
  'denials of a reason': {
    run: (reader) => listDecisions(reader, { outcome: 'deny', reason: 'unknown_identifier' }, first),
  },
  'counts of a day': { run: (reader) => countDecisions(reader, { from, to, observed: false }) },
  'records of decisions': { run: (reader) => decisionRecords(reader, [1, 2]) },
  'attempts that can be enrolled': { run: (reader) => keptAttempts(reader, ['a', 'b']) },
  'identifiers beyond a cursor': { run: (reader) => listIdentifiers(reader, {}, { limit: 50, cursor: 9 }) },
  'identifiers of an agreement': { run: (reader) => listIdentifiers(reader, { agreementId: 1 }, first) },
  'identifiers of a vehicle': { run: (reader) => listIdentifiers(reader, { vehicle: 'BUS-1' }, first) },
  'frames of a charger': {
    run: (reader) => listFrames(reader, { chargerId: 'CP1', action: 'Authorize' }, first),
  },
  'faults of a charger': { run: (reader) => listFaults(reader, { chargerId: 'CP1' }, first) },
  'faults of a charger that last': {
    run: (reader) => listFaults(reader, { chargerId: 'CP1', open: true }, first),
  },
  'faults that last': { run: (reader) => listFaults(reader, { open: true }, first), index: 'faultOpen' },
  'commands to a charger': { run: (reader) => listCommands(reader, 'CP1', first) },
  'mode changes': { run: (reader) => listModeChanges(reader, {}, first), walks: 'modeChange' },
  'mode changes of a charger': { run: (reader) => listModeChanges(reader, { chargerId: 'CP1' }, first) },
  'mode-change problems': {
    run: (reader) => listModeChanges(reader, { problems: true }, first),
    index: 'modeChangeProblem',
  },
  'chargers that are not confirmed': { run: listUnconfirmed, index: 'chargerModeOpen' },
  'sessions at a boundary': { run: listSessionsAtBoundary, index: 'sessionOpen' },
  'whom the rules would refuse': { run: (reader) => listWouldRefuse(reader, { from, to }, 50) },
  'how often the rules would refuse': { run: (reader) => countWouldRefuse(reader, { from, to }) },
  groups: { run: (reader) => listGroups(reader, first), walks: 'chargerGroup' },
  'members of a group': { run: (reader) => groupMembers(reader, 1) },
  'windows of a policy': { run: (reader) => listWindows(reader, depotScope) },
  'overrides in force': { run: (reader) => listOverrides(reader, { inForceAt: from }, first) },
  'overrides of a charger': { run: (reader) => listOverrides(reader, { chargerId: 'CP1' }, first) },
  'the ledger by actor': {
    run: (reader) => pageLedger(reader, { actor: 'user:ana' }, first),
    walks: 'ledger',
  },
}

for (const [name, { run, walks, index }] of Object.entries(lists)) {
  await t.test(`${name}: no full scan`, async (t) => {
    const { store } = temporaryStore(t)
    const plans: string[] = []
    const plan = (query: Compilable) => {
      const { sql, parameters } = query.compile()
      const steps = store.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as {
        detail: string
      }[]
      plans.push(...steps.map(({ detail }) => detail))
    }
    const reader: Reader = {
      all: (query) => (plan(query), store.all(query)),
      get: (query) => (plan(query), store.get(query)),
      iterate: (query) => (plan(query), store.iterate(query)),
      find: (prepared, args) => store.find(prepared, args),
      findAll: (prepared, args) => store.findAll(prepared, args),
    }
    run(reader)
    const scans = plans.filter(
      (step) =>
        /^SCAN (?!json_each|scanned|\()/.test(step) && (!index || !step.includes(`USING INDEX ${index}`)),
    )
    const tables = new Set(scans.map((step) => step.split(' ')[1]))
    t.strictSame([...tables], walks === undefined ? [] : [walks], plans.join('\n'))
    if (index !== undefined) t.match(plans.join('\n'), index)
    if (walks !== undefined) t.notMatch(plans.join('\n'), /TEMP B-TREE/, 'what is walked is in order already')
  })
}
