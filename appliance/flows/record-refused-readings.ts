import type { FlowContext } from './context.ts'

/** Records the meter readings that were not stored while the disk had no room for them. */
export async function recordRefusedReadings({
  commits,
  telemetry,
}: Pick<FlowContext, 'commits' | 'telemetry'>): Promise<void> {
  if (telemetry.hasRefused) await commits.write((tx) => telemetry.recordRefused(tx))
}
