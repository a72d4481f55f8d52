import t from 'tap'
import type { MeterSample } from '../../appliance/domain/meter-value.ts'
import { sessionsOf, type List } from '../support/api.ts'
import { bootCharger, type Version } from '../support/charger.ts'
import { startGateway } from '../support/gateway.ts'

interface Reading {
  readonly energyWh: number | null
  readonly powerW: number | null
  readonly samples: MeterSample[]
}

/** Every unit of OCPP 1.6 (7.45), a value in it, and the same in its base unit. */
const units16: readonly (readonly [unit: string, value: string, inBase: number, base: string])[] = [
  ['Wh', '1500', 1500, 'Wh'],
  ['kWh', '1.5', 1500, 'Wh'],
  ['varh', '7', 7, 'varh'],
  ['kvarh', '0.007', 7, 'varh'],
  ['W', '11000', 11000, 'W'],
  ['kW', '11.0', 11000, 'W'],
  ['VA', '230', 230, 'VA'],
  ['kVA', '0.23', 230, 'VA'],
  ['var', '-5', -5, 'var'],
  ['kvar', '-0.005', -5, 'var'],
  ['A', '16', 16, 'A'],
  ['V', '230.4', 230.4, 'V'],
  ['K', '293.15', 20, 'Celsius'],
  ['Celcius', '20', 20, 'Celsius'],
  ['Celsius', '20', 20, 'Celsius'],
  ['Fahrenheit', '68', 20, 'Celsius'],
  ['Percent', '80', 80, 'Percent'],
]

/** What stands for a kind of measurement in whichever form a charger states it. */
const register = { measurand: 'Energy.Active.Import.Register', unit: 'Wh' }
const power = { measurand: 'Power.Active.Import', unit: 'W' }
const perPhase = (what: object, phases: readonly string[], value: string) =>
  phases.map((phase) => ({ ...what, phase, value }))

const forms: readonly (readonly [
  what: string,
  sampled: object[],
  energyWh: number | null,
  powerW: number | null,
])[] = [
  ['a value alone is the energy register in Wh', [{ value: '1500' }], 1500, null],
  ['phases are added up', perPhase(power, ['L1', 'L2', 'L3'], '3680'), null, 11040],
  ['against neutral as well', perPhase(register, ['L1-N', 'L2-N', 'L3-N'], '500'), 1500, null],
  ['one phase of one is all', perPhase(power, ['L1'], '3680'), null, 3680],
  [
    'a total counts, not the sum beside it',
    [{ ...power, value: '11000' }, ...perPhase(power, ['L1', 'L2', 'L3'], '3680')],
    null,
    11000,
  ],
  [
    'both ways of naming a phase count once',
    [...perPhase(power, ['L1', 'L2', 'L3'], '3680'), ...perPhase(power, ['L1-N', 'L2-N', 'L3-N'], '3680')],
    null,
    11040,
  ],
  [
    'what the outlet gives counts, not what the inlet takes',
    [
      { ...register, location: 'Inlet', value: '1600' },
      { ...register, location: 'Outlet', value: '1500' },
    ],
    1500,
    null,
  ],
  [
    'what is offered, exported or taken in an interval is neither',
    [
      { measurand: 'Power.Offered', unit: 'W', value: '22000' },
      { measurand: 'Energy.Active.Export.Register', unit: 'Wh', value: '7' },
      { measurand: 'Energy.Active.Import.Interval', unit: 'Wh', value: '7' },
    ],
    null,
    null,
  ],
]

/** Sends each list of sampled values in a session of its own connector and gives what was stored. */
async function stored(t: Test, version: Version, lists: readonly object[][]): Promise<Reading[]> {
  const gateway = await startGateway(t)
  const charger = await bootCharger(t, gateway, { version })
  const readings: Reading[] = []
  for (const [index, sampledValue] of lists.entries()) {
    const timestamp = new Date().toISOString()
    const meterValue = [{ timestamp, sampledValue }]
    const place = index + 1
    if (version === 'ocpp1.6') {
      const start = { connectorId: place, idTag: 'A', meterStart: 0, timestamp }
      await charger.call('StartTransaction', start)
      await charger.call('MeterValues', { connectorId: place, meterValue })
    } else {
      await charger.call('TransactionEvent', {
        eventType: 'Started',
        seqNo: 0,
        timestamp,
        triggerReason: 'CablePluggedIn',
        transactionInfo: { transactionId: `T-${place}` },
        evse: { id: place, connectorId: 1 },
        meterValue,
      })
    }
    const session = (await sessionsOf(gateway)).find(({ evseId }) => evseId === place)
    const path = `/api/sessions/${session!.id}/meter-values`
    const { items } = await gateway.api<List<Reading>>('GET', path)
    readings.push(items[0]!)
  }
  return readings
}

type Test = Parameters<typeof startGateway>[0]

await t.test('OCPP 1.6: every unit ends up in its base unit', async (t) => {
  const lists = units16.map(([unit, value]) => [{ value, unit, measurand: measurandOf(unit) }])
  const readings = await stored(t, 'ocpp1.6', lists)
  for (const [index, [unit, , inBase, base]] of units16.entries()) {
    t.match(readings[index], { samples: [{ value: inBase, unit: base }] }, unit)
  }
})

await t.test('OCPP 2.x: every unit, with any multiplier, ends up in its base unit', async (t) => {
  // 2.0.1 has no measurand for temperatures.
  const units = units16.filter(([unit]) => measurandOf(unit) !== 'Temperature')
  const scaled = units.flatMap(([unit, value, ...rest]) => [
    [unit, 0, Number(value), ...rest] as const,
    [unit, 3, Number(value) / 1000, ...rest] as const,
    [unit, -2, Number(value) * 100, ...rest] as const,
  ])
  const lists = scaled.map(([unit, multiplier, value]) => [
    { value, measurand: measurandOf(unit), unitOfMeasure: { unit, multiplier } },
  ])
  const readings = await stored(t, 'ocpp2.0.1', lists)
  for (const [index, [unit, multiplier, , inBase, base]] of scaled.entries()) {
    const [sample] = readings[index]!.samples
    t.match(sample, { unit: base }, unit)
    t.ok(Math.abs(sample!.value - inBase) < 0.01, `${unit} x 10^${multiplier}: ${sample!.value}`)
  }
})

await t.test('OCPP 1.6: energy and power are right in every form', async (t) => {
  const readings = await stored(
    t,
    'ocpp1.6',
    forms.map(([, sampled]) => sampled),
  )
  for (const [index, [what, , energyWh, powerW]] of forms.entries()) {
    t.match(readings[index], { energyWh, powerW }, what)
  }
})

await t.test('OCPP 2.1: energy and power are right in every form', async (t) => {
  const lists = forms.map(([, sampled]) =>
    sampled.map(({ unit, value, ...sample }: { unit?: string; value?: string }) => ({
      ...sample,
      value: Number(value),
      ...(unit && { unitOfMeasure: { unit } }),
    })),
  )
  const readings = await stored(t, 'ocpp2.1', lists)
  for (const [index, [what, , energyWh, powerW]] of forms.entries()) {
    t.match(readings[index], { energyWh, powerW }, what)
  }
})

/** One that the unit goes with. */
function measurandOf(unit: string): string {
  const kinds: [RegExp, string][] = [
    [/^k?Wh$/, 'Energy.Active.Import.Register'],
    [/^k?varh$/, 'Energy.Reactive.Import.Register'],
    [/^k?W$/, 'Power.Active.Import'],
    [/^k?VA$/, 'Power.Active.Import'],
    [/^k?var$/, 'Power.Reactive.Import'],
    [/^A$/, 'Current.Import'],
    [/^V$/, 'Voltage'],
    [/^Percent$/, 'SoC'],
  ]
  return kinds.find(([pattern]) => pattern.test(unit))?.[1] ?? 'Temperature'
}
