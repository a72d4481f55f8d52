import type { Insertable } from 'kysely'
import { prepare } from './prepare.ts'
import type { MeterSampleTable } from './schema/telemetry.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

type NewSample = Omit<Required<Insertable<MeterSampleTable>>, 'id'>

const insert = prepare<NewSample>((p) =>
  sql.insertInto('meterSample').values({
    chargerId: p.chargerId,
    evseId: p.evseId,
    connectorId: p.connectorId,
    sessionId: p.sessionId,
    at: p.at,
    energyWh: p.energyWh,
    powerW: p.powerW,
    samples: p.samples,
  }),
)

export function insertMeterSample(tx: Tx, sample: NewSample): void {
  tx.execute(insert, sample)
}

const lastEnergy = prepare<{ sessionId: number }, { at: string; energyWh: number }>((p) =>
  sql
    .selectFrom('meterSample')
    .select(['at', (column) => column.ref('energyWh').$castTo<number>().as('energyWh')])
    .where('sessionId', '=', p.sessionId)
    .where('energyWh', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1),
)

/** The last reading of the energy register that came for a session. */
export function lastEnergyOf(reader: Reader, sessionId: number): { at: string; energyWh: number } | null {
  return reader.find(lastEnergy, { sessionId }) ?? null
}
