import t from 'tap'
import {
  faultOfEvent,
  faultOfStatus16,
  faultOfStatus2,
  type EventData,
} from '../../appliance/domain/fault.ts'

await t.test('a 1.6 connector that names an error has a fault, with the codes of the vendor', async (t) => {
  const report = {
    status: 'Faulted',
    errorCode: 'GroundFailure',
    vendorId: 'ABB',
    vendorErrorCode: '0x0042',
    info: 'RCD',
  }
  t.same(faultOfStatus16(report), {
    change: 'open',
    code: 'GroundFailure',
    vendorId: 'ABB',
    vendorCode: '0x0042',
    info: 'RCD',
  })
})

await t.test('an error beside another status is a fault all the same', async (t) => {
  t.match(faultOfStatus16({ status: 'Finishing', errorCode: 'OtherError' }), {
    change: 'open',
    code: 'OtherError',
  })
})

await t.test('a faulted connector without an error code has a fault', async (t) => {
  t.match(faultOfStatus16({ status: 'Faulted', errorCode: 'NoError' }), { change: 'open', code: 'Faulted' })
  t.match(faultOfStatus16({ status: 'Faulted' }), { change: 'open', code: 'Faulted' })
})

await t.test('no error clears all faults of a 1.6 connector', async (t) => {
  for (const errorCode of ['NoError', 'noerror ', '', undefined]) {
    t.same(faultOfStatus16({ status: 'Available', errorCode }), { change: 'clear', code: null })
  }
})

await t.test('zeros and the word null are no vendor codes', async (t) => {
  const report = {
    status: 'Faulted',
    errorCode: 'OtherError',
    vendorErrorCode: '0x0000',
    info: 'null',
    vendorId: ' ',
  }
  t.match(faultOfStatus16(report), { vendorCode: null, info: null, vendorId: null })
})

await t.test('a 2.x connector status opens and clears only its own fault', async (t) => {
  t.match(faultOfStatus2('Faulted'), { change: 'open', code: 'Faulted' })
  t.same(faultOfStatus2('Available'), { change: 'clear', code: 'Faulted' })
})

const event: EventData = {
  trigger: 'Alerting',
  actualValue: 'true',
  techCode: 'E-104',
  techInfo: 'Fan 2 stands still',
  component: { name: 'CoolingFan', instance: '2' },
  variable: { name: 'Active' },
}

await t.test('an alert with a technical code is a fault', async (t) => {
  t.same(faultOfEvent(event), {
    change: 'open',
    code: 'CoolingFan[2].Active',
    vendorId: null,
    vendorCode: 'E-104',
    info: 'Fan 2 stands still',
  })
})

await t.test('an alert that is cleared clears the fault of the same name', async (t) => {
  t.same(faultOfEvent({ ...event, cleared: true }), { change: 'clear', code: 'CoolingFan[2].Active' })
})

await t.test('a component with a problem has a fault until the problem is gone', async (t) => {
  const problem = { ...event, trigger: 'Delta', techCode: undefined, variable: { name: 'Problem' } }
  t.match(faultOfEvent(problem), { change: 'open', code: 'CoolingFan[2].Problem', vendorCode: null })
  t.same(faultOfEvent({ ...problem, actualValue: 'false' }), {
    change: 'clear',
    code: 'CoolingFan[2].Problem',
  })
})

await t.test('a measurement that crossed a limit is no fault', async (t) => {
  t.equal(faultOfEvent({ ...event, techCode: undefined }), null)
  t.equal(faultOfEvent({ ...event, trigger: 'Periodic' }), null)
})
