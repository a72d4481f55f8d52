import * as fc from 'fast-check'
import t from 'tap'
import { energyOf, powerOf } from '../../appliance/domain/meter-total.ts'
import { normaliseSamples, type SampledValue } from '../../appliance/domain/meter-value.ts'

const energy = (sampled: SampledValue[]) => energyOf(normaliseSamples(sampled).samples)
const power = (sampled: Omit<SampledValue, 'measurand'>[]) =>
  powerOf(
    normaliseSamples(sampled.map((one) => Object.assign({ measurand: 'Power.Active.Import' }, one))).samples,
  )

await t.test('a total is preferred to its phases', async (t) => {
  t.equal(energy([{ value: '1', phase: 'L1' }, { value: '5' }, { value: '2', phase: 'L2' }]), 5)
})

await t.test('phases are added up where no total is given', async (t) => {
  t.equal(energy(['L1', 'L2', 'L3'].map((phase) => ({ value: '2', phase }))), 6)
  t.equal(power(['L1-N', 'L2-N', 'L3-N'].map((phase) => ({ value: '1.5', unit: 'kW', phase }))), 4500)
})

await t.test('a phase given alone and against neutral counts once', async (t) => {
  t.equal(energy(['L1', 'L2', 'L1-N', 'L2-N', 'N'].map((phase) => ({ value: '2', phase }))), 4)
})

await t.test('the outlet counts and not the inlet', async (t) => {
  t.equal(energy([{ value: '9', location: 'Inlet' }, { value: '5' }]), 5)
  t.equal(energy([{ value: '9', location: 'Inlet' }]), 9)
})

await t.test('intervals, exports and other measurands are no energy register', async (t) => {
  t.equal(energy([{ value: '9', measurand: 'Energy.Active.Import.Interval' }]), null)
  t.equal(energy([{ value: '9', measurand: 'Energy.Active.Export.Register' }]), null)
  t.equal(energy([{ value: '9', unit: 'A' }]), null)
  t.equal(energy([]), null)
})

await t.test('of readings at the start and the end of one message the later counts', async (t) => {
  const begin = { value: '1', context: 'Transaction.Begin' }
  t.equal(energy([begin, { value: '7', context: 'Transaction.End' }]), 7)
})

await t.test('the order of phases does not matter', async () => {
  const phases = ['L1', 'L2', 'L3'].map((phase, index) => ({ value: 10 ** index, phase }))
  fc.assert(fc.property(fc.shuffledSubarray(phases, { minLength: 3 }), (some) => energy(some) === 111))
})
