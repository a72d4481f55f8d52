import { toUtcText } from '../domain/utc-text.ts'
import {
  deleteOldest,
  deleteOldGaps,
  surplusUntilId,
  type TelemetryLane,
} from '../store/telemetry-retention.ts'
import type { FlowContext } from './context.ts'

/** How long and how much telemetry is kept; a megabyte is a million bytes. */
export interface TelemetryBounds {
  readonly meterKeepDays: number
  readonly meterMaxMb: number
  readonly frameKeepDays: number
  readonly frameMaxMb: number
}

/** A few milliseconds of deleting, after which others get their turn. */
const rowsPerBatch = 500

/**
 * Drops the oldest meter samples and frames above their bounds, and records that they are gone. The file does not
 * shrink: what is freed in it is used again.
 */
export async function trimTelemetry(
  context: Pick<FlowContext, 'commits' | 'store' | 'clock'>,
  bounds: TelemetryBounds,
): Promise<Record<TelemetryLane, number>> {
  return {
    meter: await trimLane(context, 'meter', bounds.meterKeepDays, bounds.meterMaxMb),
    frame: await trimLane(context, 'frame', bounds.frameKeepDays, bounds.frameMaxMb),
  }
}

async function trimLane(
  { commits, store, clock }: Pick<FlowContext, 'commits' | 'store' | 'clock'>,
  lane: TelemetryLane,
  keepDays: number,
  maxMb: number,
): Promise<number> {
  const before = toUtcText(clock.now().subtract({ hours: 24 * keepDays }))
  const bound = { before, untilId: surplusUntilId(store, lane, maxMb * 1_000_000) }
  const dropped = await inBatches(() => commits.write((tx) => deleteOldest(tx, lane, bound, rowsPerBatch)))
  await inBatches(() => commits.write((tx) => deleteOldGaps(tx, lane, before, rowsPerBatch)))
  return dropped
}

/** Until a batch is not full; between two of them chargers are answered. Returns the sum. */
async function inBatches(dropBatch: () => Promise<number>): Promise<number> {
  let sum = 0
  for (;;) {
    const dropped = await dropBatch()
    sum += dropped
    if (dropped < rowsPerBatch) return sum
  }
}
