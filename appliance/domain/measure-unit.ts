import { toThousandth } from './thousandth.ts'

interface BaseUnit {
  readonly base: string
  readonly convert: (value: number) => number
}

const same = (base: string): BaseUnit => ({ base, convert: (value) => value })
const thousand = (base: string): BaseUnit => ({ base, convert: (value) => value * 1000 })
const fahrenheit: BaseUnit = { base: 'Celsius', convert: (value) => ((value - 32) * 5) / 9 }
const kelvin: BaseUnit = { base: 'Celsius', convert: (value) => value - 273.15 }

/** By lower-case name, for chargers differ in letter case. `Celcius` is how the OCPP 1.6 schema spells it. */
const units: ReadonlyMap<string, BaseUnit> = new Map([
  ...['Wh', 'W', 'VA', 'VAh', 'var', 'varh'].flatMap((base): [string, BaseUnit][] => [
    [base.toLowerCase(), same(base)],
    [`k${base.toLowerCase()}`, thousand(base)],
  ]),
  ...['A', 'V', 'Hz', 'Percent', 'Celsius', 'RPM', 'Ohm', 's', 'm'].map((base): [string, BaseUnit] => [
    base.toLowerCase(),
    same(base),
  ]),
  ['celcius', same('Celsius')],
  ['fahrenheit', fahrenheit],
  ['k', kelvin],
])

/** What is meant where a charger names no unit (OCPP 1.6: 7.45, 2.0.1: UnitOfMeasureType). */
const defaults: readonly (readonly [measurandStart: string, unit: string])[] = [
  ['Energy.Reactive', 'varh'],
  ['Energy.Apparent', 'VAh'],
  ['Energy', 'Wh'],
  ['Power.Factor', ''],
  ['Power.Reactive', 'var'],
  ['Power', 'W'],
  ['Current', 'A'],
  ['Voltage', 'V'],
  ['Frequency', 'Hz'],
  ['Temperature', 'Celsius'],
  ['SoC', 'Percent'],
  ['RPM', 'RPM'],
]

export function defaultUnit(measurand: string): string {
  return defaults.find(([start]) => measurand.startsWith(start))?.[1] ?? ''
}

/** A value in its base unit, to the thousandth; `null` for a unit that we do not know. */
export function toBaseUnit(value: number, unit: string): { value: number; unit: string } | null {
  if (unit === '') return { value, unit }
  const known = units.get(unit.toLowerCase())
  return known ? { value: toThousandth(known.convert(value)), unit: known.base } : null
}
