import { sql as raw, type Selectable } from 'kysely'
import type { AccessOverride } from '../domain/access-mode.ts'
import type { AgreementFacts, IdentifierFacts } from '../domain/decision.ts'
import type { TeamRule } from '../domain/team-rule.ts'
import { fromUtcText } from '../domain/utc-text.ts'
import { prepare } from './prepare.ts'
import type { ChargerTable } from './schema/charger.ts'
import type { IdentifierTable } from './schema/identifier.ts'
import type { OverrideTable } from './schema/override.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

// Prepared, for after a change of the rules all chargers' facts are read again, and each charger's when it boots.
const charger = prepare<{ id: string }, ChargerTable>((p) =>
  sql.selectFrom('charger').selectAll().where('id', '=', p.id),
)

export function readCharger(reader: Reader, id: string): ChargerTable | undefined {
  return reader.find(charger, { id })
}

/** How long before the newest override those that have ended are kept in mind. */
const replayed = '-7 days'

// Whatever has not ended is in it, however many newer ones there are: none begins later than now. What has ended
// is for starts that a charger reports late.
const overrides = prepare<{ chargerId: string }, Selectable<OverrideTable>>((p) =>
  sql
    .selectFrom('overrideCharger')
    .innerJoin('override', 'override.id', 'overrideCharger.overrideId')
    .selectAll('override')
    .where('overrideCharger.chargerId', '=', p.chargerId)
    .where(
      'override.until',
      '>',
      sql
        .selectFrom('override as newest')
        .select(
          raw<string>`strftime('%Y-%m-%dT%H:%M:%fZ', newest.startsAt, ${raw.lit(replayed)})`.as('since'),
        )
        .orderBy('newest.id', 'desc')
        .limit(1),
    )
    .orderBy('override.id', 'desc'),
)

/**
 * A charger's overrides, newest first: those in force and those that ended not long ago. One that somebody has
 * cleared ends then, so that a start in its time is judged as it was.
 */
export function readOverrides(reader: Reader, chargerId: string): AccessOverride[] {
  const rows = reader.findAll(overrides, { chargerId })
  return rows.map(({ id, mode, startsAt, until, clearedAt, reason, actor }) => ({
    id,
    mode,
    from: fromUtcText(startsAt),
    until: fromUtcText(clearedAt ?? until),
    reason,
    actor,
  }))
}

const identifierColumns = [
  'id',
  'accessClass',
  'status',
  'validFrom',
  'validTo',
  'vehicle',
  'driver',
  'fleet',
  'agreementId',
  'concurrencyLimit',
] as const

type IdentifierRow = Pick<Selectable<IdentifierTable>, (typeof identifierColumns)[number]>

const identifier = prepare<{ key: string }, IdentifierRow>((p) =>
  sql.selectFrom('identifier').select(identifierColumns).where('key', '=', p.key),
)

export function readIdentifier(reader: Reader, key: string): (IdentifierFacts & { id: number }) | null {
  const row = reader.find(identifier, { key })
  if (!row) return null
  return { ...row, validFrom: instantOrNull(row.validFrom), validTo: instantOrNull(row.validTo) }
}

export function readAgreement(reader: Reader, id: number): AgreementFacts | null {
  const row = reader.get(sql.selectFrom('agreement').selectAll().where('id', '=', id))
  if (!row) return null
  return {
    status: row.status,
    validFrom: instantOrNull(row.validFrom),
    validTo: instantOrNull(row.validTo),
    refreshedAt: fromUtcText(row.refreshedAt),
    maxAgeS: row.maxAgeS,
  }
}

export function readTeamRules(reader: Reader, fleet: string): TeamRule[] {
  const rows = reader.all(sql.selectFrom('teamRule').selectAll().where('fleet', '=', fleet))
  return rows.map((row) => ({
    id: row.id,
    effect: row.effect,
    fleet: row.fleet,
    scope: {
      chargerIds: row.chargerIds === null ? null : (JSON.parse(row.chargerIds) as string[]),
      weekdays: row.weekdays === null ? null : (JSON.parse(row.weekdays) as number[]),
      hours:
        row.startLocal === null || row.endLocal === null
          ? null
          : {
              from: Temporal.PlainTime.from(row.startLocal),
              until: Temporal.PlainTime.from(row.endLocal),
            },
    },
  }))
}

function instantOrNull(text: string | null): Temporal.Instant | null {
  return text === null ? null : fromUtcText(text)
}
