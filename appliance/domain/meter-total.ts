import type { MeterSample } from './meter-value.ts'
import { toThousandth } from './thousandth.ts'

/** Chargers name a phase alone or against neutral; adding up both would count twice. */
const phaseSets = [
  ['L1', 'L2', 'L3'],
  ['L1-N', 'L2-N', 'L3-N'],
] as const

/** The energy register in Wh at one instant; `null` where it was not sampled. */
export function energyOf(samples: readonly MeterSample[]): number | null {
  return totalOf(samples, 'Energy.Active.Import.Register', 'Wh')
}

/** The power drawn in W at one instant; `null` where it was not sampled. */
export function powerOf(samples: readonly MeterSample[]): number | null {
  return totalOf(samples, 'Power.Active.Import', 'W')
}

/** The total as the charger states it, else the sum of its phases; at the outlet where several places are metered. */
function totalOf(samples: readonly MeterSample[], measurand: string, unit: string): number | null {
  const fitting = samples.filter((sample) => sample.measurand === measurand && sample.unit === unit)
  const place = fitting.find(({ location }) => location === 'Outlet') ?? fitting[0]
  const here = fitting.filter(({ location }) => location === place?.location)
  return here.findLast(({ phase }) => phase === null)?.value ?? sumOfPhases(here)
}

function sumOfPhases(samples: readonly MeterSample[]): number | null {
  for (const phases of phaseSets) {
    const values = phases
      .map((phase) => samples.findLast((sample) => sample.phase === phase)?.value)
      .filter((value) => value !== undefined)
    if (values.length > 0) return toThousandth(values.reduce((sum, value) => sum + value, 0))
  }
  return null
}
