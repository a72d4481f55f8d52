import type { Insertable } from 'kysely'
import { prepare } from './prepare.ts'
import type { FrameTable } from './schema/telemetry.ts'
import { sql } from './sql.ts'
import type { Tx } from './store.ts'

export type NewFrame = Omit<Required<Insertable<FrameTable>>, 'id'>

const insert = prepare<NewFrame>((p) =>
  sql.insertInto('frame').values({
    chargerId: p.chargerId,
    at: p.at,
    direction: p.direction,
    kind: p.kind,
    action: p.action,
    messageId: p.messageId,
    text: p.text,
    bytes: p.bytes,
  }),
)

/** Keeps a redacted frame; returns its id. */
export function insertFrame(tx: Tx, frame: NewFrame): number {
  return tx.execute(insert, frame).lastId
}
