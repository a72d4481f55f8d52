import type { Tolerance } from '../domain/firmware-profile.ts'
import type { FlowContext } from '../flows/context.ts'

/** Counts tolerance uses. */
export class ToleranceCounter {
  constructor(_context: FlowContext) {}

  count(_chargerId: string, _tolerance: Tolerance): void {}

  async stop(): Promise<void> {}
}
