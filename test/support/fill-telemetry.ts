import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { insertFrame } from '../../appliance/store/frames.ts'
import type { GroupCommit } from '../../appliance/store/group-commit.ts'
import { insertMeterSample } from '../../appliance/store/meter-samples.ts'

export interface Filling {
  readonly count: number
  /** Of the first row; each further one is `stepMs` younger. */
  readonly from: Temporal.Instant
  readonly stepMs: number
}

/** Frames of ten chargers, as they come. */
export function fillFrames(commits: GroupCommit, { count, from, stepMs }: Filling): Promise<void> {
  const text =
    '[2,"19223201","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"2026-11-20T10:00:00Z"}]'
  return commits.write((tx) => {
    for (let index = 0; index < count; index++) {
      insertFrame(tx, {
        chargerId: `CP${index % 10}`,
        at: toUtcText(from.add({ milliseconds: index * stepMs })),
        direction: 'in',
        kind: 'call',
        action: 'StatusNotification',
        messageId: '19223201-1f2e-4d3c-8b4a-5c6d7e8f9a0b',
        text,
        bytes: text.length,
      })
    }
  })
}

/** Meter samples of ten chargers, as they come. */
export function fillMeterSamples(commits: GroupCommit, { count, from, stepMs }: Filling): Promise<void> {
  const energy = { measurand: 'Energy.Active.Import.Register', phase: null, location: 'Outlet' }
  const samples = JSON.stringify([{ ...energy, context: 'Sample.Periodic', value: 123_456.7, unit: 'Wh' }])
  return commits.write((tx) => {
    for (let index = 0; index < count; index++) {
      insertMeterSample(tx, {
        chargerId: `CP${index % 10}`,
        evseId: 1,
        connectorId: 1,
        sessionId: 1_000 + (index % 10),
        at: toUtcText(from.add({ milliseconds: index * stepMs })),
        energyWh: 123_456.7,
        powerW: 11_000,
        samples,
      })
    }
  })
}
