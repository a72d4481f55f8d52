import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { MeterChart } from '../components/meter-chart.ts'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import type { ChargingSession, MeterReading } from '../lib/api-types.ts'
import type { Point } from '../lib/chart-scale.ts'
import { formatEnergy, formatPower } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { asProblem, fetchAll, useChange, type Loaded } from '../lib/resource.ts'

/** Power and energy as the charger's meter reported them. */
export function SessionMeter({ session }: { session: ChargingSession }): VNode {
  const { loaded, reload } = useReadings(session.id)
  useChange(session, reload)
  const body = whenLoaded({ loaded, reload }, (readings) => {
    const power = pointsOf(readings, (each) => each.powerW)
    const energy = pointsOf(readings, (each) => each.energyWh)
    const first = energy[0]?.value ?? 0
    const charged = energy.map(({ atMs, value }) => ({ atMs, value: value - first }))
    if (power.length < 2 && charged.length < 2) return nothing()
    return html`<div class="panel-body">
      ${power.length > 1 && h(MeterChart, { label: 'Power', points: power, format: formatPower })}
      ${charged.length > 1 && h(MeterChart, { label: 'Energy', points: charged, format: formatEnergy })}
    </div>`
  })
  return panel({ title: 'Meter', flush: true, body })
}

/** All readings of a session, however many pages they are. */
function useReadings(sessionId: number): { loaded: Loaded<MeterReading[]>; reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<MeterReading[]>>({ state: 'loading' })
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    fetchAll<MeterReading>(`/api/sessions/${sessionId}/meter-values`, abort.signal).then(
      (data) => setLoaded({ state: 'ready', data }),
      (error: unknown) => {
        if (!abort.signal.aborted) setLoaded({ state: 'failed', problem: asProblem(error) })
      },
    )
    return () => abort.abort()
  }, [sessionId, asked])
  return { loaded, reload: () => setAsked((count) => count + 1) }
}

function pointsOf(readings: MeterReading[], value: (reading: MeterReading) => number | null): Point[] {
  return readings
    .flatMap((reading) => {
      const read = value(reading)
      return read === null ? [] : [{ atMs: Date.parse(reading.at), value: read }]
    })
    .toSorted((one, other) => one.atMs - other.atMs)
}

function nothing(): VNode {
  return empty({
    icon: 'bolt',
    title: 'No meter values',
    text: 'The charger sent fewer than two readings, or they are past the time for which they are kept.',
  })
}
