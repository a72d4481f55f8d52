import { Type, type Static } from 'typebox'
import { toUtcText } from '../../domain/utc-text.ts'
import { chargerCounts, type ChargerCounts } from '../../store/charger-list.ts'
import type { ChargerRow } from '../../store/chargers.ts'
import { localListsOf, type LocalList } from '../../store/local-lists.ts'
import { findOverride } from '../../store/overrides.ts'
import { localListStatuses } from '../../store/schema/mode.ts'
import type { HttpContext } from '../context.ts'
import { Instant, nullable } from '../field-types.ts'
import { modeFields, modeViews, type ModeItem } from './mode-view.ts'
import { OverrideSchema } from './override-view.ts'

const LocalListSchema = Type.Object(
  {
    status: Type.Enum([...localListStatuses]),
    version: Type.Integer(),
    entries: Type.Integer(),
    sentAt: nullable(Instant),
    problem: nullable(Type.String({ description: 'Why it did not get there, or not all of it.' })),
  },
  { description: 'Who the charger admits by itself while the gateway is away.' },
)

export const ChargerSchema = Type.Object({
  id: Type.String(),
  label: nullable(Type.String()),
  status: Type.Enum(['waiting', 'approved', 'refused']),
  approved: Type.Boolean(),
  protocol: nullable(Type.String()),
  online: Type.Boolean(),
  onlineSince: nullable(Instant),
  offlineSince: nullable(Instant),
  lastSeenAt: nullable(Instant),
  lastBootAt: nullable(Instant),
  vendor: nullable(Type.String()),
  model: nullable(Type.String()),
  serial: nullable(Type.String()),
  firmware: nullable(Type.String()),
  profile: Type.Object({ id: Type.String(), why: Type.String() }),
  hasPassword: Type.Boolean(),
  passwordChangedWhileWaiting: Type.Boolean({
    description: 'It waits, and has presented different passwords: perhaps two chargers use its identity.',
  }),
  failedSignIns: Type.Integer({ description: 'Wrong passwords since the last right one.' }),
  clockSkewMs: nullable(Type.Integer({ description: 'Its clock less ours.' })),
  reportedStatus: nullable(Type.String({ description: 'Of the charger as a whole.' })),
  ...modeFields,
  localList: nullable(LocalListSchema),
  override: nullable(OverrideSchema),
  connectors: Type.Array(
    Type.Object({
      evseId: Type.Integer(),
      connectorId: Type.Integer(),
      status: Type.String(),
      errorCode: nullable(Type.String()),
      vendorErrorCode: nullable(Type.String()),
      info: nullable(Type.String()),
      at: Instant,
    }),
  ),
  openSessions: Type.Integer(),
  activeFaults: Type.Integer(),
})
export type ChargerItem = Static<typeof ChargerSchema>

/** Makes the API's form of the chargers of one page. */
export function chargerView(
  context: HttpContext,
  rows: readonly ChargerRow[],
): (row: ChargerRow) => ChargerItem {
  const ids = rows.map(({ id }) => id)
  const counts = chargerCounts(context.flow.store, ids)
  const modes = modeViews(context, ids)
  const lists = localListsOf(context.flow.store, ids)
  return (row) => ({
    ...view(context, row, counts(row.id), modes(row.id)),
    localList: shownList(lists.get(row.id)),
  })
}

function shownList(list: LocalList | undefined): ChargerItem['localList'] {
  if (!list) return null
  const { status, version, entries, sentAt, problem } = list
  return { status, version, entries, sentAt, problem }
}

function view(
  context: HttpContext,
  row: ChargerRow,
  counts: ChargerCounts,
  mode: ModeItem,
): Omit<ChargerItem, 'localList'> {
  const facts = context.flow.facts.charger(row.id)!
  const presence = context.link.presence(row.id)
  const { source, id: sourceId } = mode.modeBecause
  const override =
    source === 'override' && sourceId !== null ? findOverride(context.flow.store, sourceId) : null
  const { passwordMac, passwordChanged } = row
  return {
    ...toldOf(row),
    approved: row.status === 'approved',
    protocol: presence?.protocol ?? row.protocol,
    online: presence !== null,
    onlineSince: presence && toUtcText(presence.onlineSince),
    offlineSince: presence ? null : row.lastSeenAt,
    lastSeenAt: presence ? toUtcText(presence.lastMessageAt) : row.lastSeenAt,
    clockSkewMs: presence?.clockSkewMs ?? row.clockSkewMs,
    profile: { id: facts.profile.id, why: facts.profileWhy },
    hasPassword: passwordMac !== null,
    passwordChangedWhileWaiting: row.status === 'waiting' && passwordChanged === 1,
    ...mode,
    override: override ?? null,
    connectors: [...counts.connectors],
    openSessions: counts.openSessions,
    activeFaults: counts.activeFaults,
  }
}

/** What it says of itself, without what only admission needs. */
function toldOf(row: ChargerRow) {
  const {
    passwordMac: _,
    passwordMacAlternative: __,
    passwordPinned: ___,
    passwordChanged: ____,
    strangerFrom: _____,
    profileId: ______,
    ...told
  } = row
  return told
}
