import * as fc from 'fast-check'
import t from 'tap'
import { normaliseSamples, type SampledValue } from '../../appliance/domain/meter-value.ts'

const one = (sampled: SampledValue) => normaliseSamples([sampled]).samples[0]

await t.test('what OCPP 1.6 leaves out has the meaning of the standard', async (t) => {
  t.same(one({ value: '1500' }), {
    measurand: 'Energy.Active.Import.Register',
    phase: null,
    location: 'Outlet',
    context: 'Sample.Periodic',
    value: 1500,
    unit: 'Wh',
  })
})

const units: [sampled: SampledValue, value: number, unit: string][] = [
  [{ value: '12.3456', unit: 'kWh' }, 12_345.6, 'Wh'],
  [{ value: '11', measurand: 'Power.Active.Import', unit: 'kW' }, 11_000, 'W'],
  [{ value: '11000', measurand: 'Power.Active.Import' }, 11_000, 'W'],
  [{ value: '1.5', measurand: 'Power.Reactive.Import', unit: 'kvar' }, 1500, 'var'],
  [{ value: '1.5', measurand: 'Energy.Reactive.Import.Register', unit: 'kvarh' }, 1500, 'varh'],
  [{ value: '1.5', measurand: 'Power.Offered', unit: 'kVA' }, 1500, 'VA'],
  [{ value: '16', measurand: 'Current.Import', unit: 'A' }, 16, 'A'],
  [{ value: '230.1', measurand: 'Voltage' }, 230.1, 'V'],
  [{ value: '50', measurand: 'Frequency' }, 50, 'Hz'],
  [{ value: '68', measurand: 'Temperature', unit: 'Fahrenheit' }, 20, 'Celsius'],
  [{ value: '293.15', measurand: 'Temperature', unit: 'K' }, 20, 'Celsius'],
  [{ value: '20', measurand: 'Temperature', unit: 'Celcius' }, 20, 'Celsius'],
  [{ value: '80', measurand: 'SoC', unit: 'Percent' }, 80, 'Percent'],
  [{ value: '0.98', measurand: 'Power.Factor' }, 0.98, ''],
  [{ value: '1.5', unit: ' KWH ' }, 1500, 'Wh'],
  [{ value: 1.5, unitOfMeasure: { unit: 'kWh' } }, 1500, 'Wh'],
  [{ value: 15, unitOfMeasure: { unit: 'Wh', multiplier: 3 } }, 15_000, 'Wh'],
  [{ value: 15, unitOfMeasure: { unit: 'kWh', multiplier: -3 } }, 15, 'Wh'],
  [{ value: 15 }, 15, 'Wh'],
]

for (const [sampled, value, unit] of units) {
  await t.test(`${JSON.stringify(sampled)} is ${value} ${unit}`, async (t) => {
    const { samples, flaws } = normaliseSamples([sampled])
    t.match(samples, [{ value, unit }])
    t.same(flaws, [])
  })
}

await t.test('a value between blanks and NULs is read', async (t) => {
  t.equal(one({ value: ' 12.50\0 ' })?.value, 12.5)
})

await t.test('values that are empty or no numbers are dropped and noted', async (t) => {
  const values = ['', '  ', null, undefined, '12,5', '0x10', 'NaN', 'Infinity', '1e999', '1 2']
  const { samples, flaws } = normaliseSamples(values.map((value) => ({ value })))
  t.same(samples, [])
  t.same(flaws, [...Array(4).fill('empty_value'), ...Array(6).fill('not_a_number')])
})

await t.test('a value in a unit of the vendor is kept with it', async (t) => {
  const { samples, flaws } = normaliseSamples([{ value: '3', measurand: 'Humidity', unit: 'RH' }])
  t.match(samples, [{ value: 3, unit: 'RH' }])
  t.same(flaws, ['unknown_unit'])
})

await t.test('signed data of OCPP 1.6 is kept and not read', async (t) => {
  const signed = { value: '3132', format: 'SignedData', context: 'Transaction.End' }
  t.same(normaliseSamples([signed]), {
    samples: [],
    signed: [{ measurand: 'Energy.Active.Import.Register', context: 'Transaction.End', data: '3132' }],
    flaws: [],
  })
})

await t.test('signed data of OCPP 2.x stands beside the value', async (t) => {
  const { samples, signed } = normaliseSamples([{ value: 5, signedMeterValue: { signedMeterData: 'abc' } }])
  t.match(samples, [{ value: 5 }])
  t.match(signed, [{ data: 'abc' }])
})

await t.test('the same energy in kWh and in Wh is the same sample', async () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (energyWh) => {
      const inKwh = one({ value: (energyWh / 1000).toString(), unit: 'kWh' })
      return inKwh?.value === energyWh && inKwh.unit === 'Wh'
    }),
  )
})
