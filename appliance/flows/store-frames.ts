import { insertFrame, type NewFrame } from '../store/frames.ts'
import { insertGap, type NewGap } from '../store/telemetry-gaps.ts'
import type { FlowContext } from './context.ts'

/** Keeps redacted frames, and records where others were dropped; resolves with the frames' ids, in their order. */
export function storeFrames(
  { commits }: Pick<FlowContext, 'commits'>,
  frames: readonly NewFrame[],
  gaps: readonly NewGap[],
): Promise<number[]> {
  return commits.write((tx) => {
    for (const gap of gaps) insertGap(tx, gap)
    return frames.map((frame) => insertFrame(tx, frame))
  })
}
