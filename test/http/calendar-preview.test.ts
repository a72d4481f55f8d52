import t from 'tap'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { testApp } from '../support/http.ts'

const nights = {
  id: -1,
  mode: 'managed_access',
  rrule: 'FREQ=DAILY',
  startLocal: '22:00',
  endLocal: '06:00',
  label: 'Nights',
}
// Two days of the winter after the instant at which the clock of the tests stands, without changes of clocks.
const week = { from: '2027-01-11T00:00:00Z', to: '2027-01-13T00:00:00Z' }

await t.test('a draft is shown as it would hold, and nothing of it is kept', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const draft = { scope: 'depot', ...week, defaultMode: 'freevend', windows: [nights] }
  const answer = await app.inject({ method: 'POST', url: '/api/calendar/preview', headers, payload: draft })
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), {
    zone: 'Europe/London',
    overlap: null,
    segments: [
      {
        mode: 'managed_access',
        because: { source: 'window', id: -1 },
        localUntil: '2027-01-11T06:00:00.000+00:00',
      },
      { mode: 'freevend', because: { source: 'default', id: null } },
      { mode: 'managed_access', localFrom: '2027-01-11T22:00:00.000+00:00' },
    ],
  })
  const policy = await app.inject({ url: '/api/policy', headers })
  t.same(policy.json().windows, [])
})

await t.test('a draft that contradicts itself is shown with the first place where it does', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const late = { ...nights, id: -2, mode: 'freevend', startLocal: '05:00', endLocal: '07:00', label: 'Early' }
  const draft = { scope: 'depot', ...week, defaultMode: 'freevend', windows: [nights, late] }
  const answer = await app.inject({ method: 'POST', url: '/api/calendar/preview', headers, payload: draft })
  t.equal(answer.statusCode, 200)
  const { overlap } = answer.json()
  t.match(overlap.localFrom, /T05:00:00/)
  t.match(overlap.localUntil, /T06:00:00/)
  t.same(overlap.windows.map(({ label }: { label: string }) => label).sort(), ['Early', 'Nights'])
})

await t.test('what is wrong with a window of a draft is named by its field', async (t) => {
  const { app, signIn } = await testApp(t)
  const headers = await signIn('operator')
  const wrong = { ...nights, rrule: 'FREQ=HOURLY' }
  const draft = { scope: 'depot', ...week, defaultMode: 'freevend', windows: [nights, wrong] }
  const answer = await app.inject({ method: 'POST', url: '/api/calendar/preview', headers, payload: draft })
  t.equal(answer.statusCode, 400)
  t.match(answer.json().errors, [{ field: 'windows.1.rrule' }])
})

await t.test('a charger that is away can be neither probed nor tried, and the answer says so', async (t) => {
  const { app, flow, signIn } = await testApp(t)
  const known = { id: 'CP1', password: null, approve: true, remoteAddress: '192.0.2.1' }
  await meetCharger(flow, known, () => false)
  const headers = await signIn('technician')
  const ask = async (path: string) => {
    const answer = await app.inject({ method: 'POST', url: `/api/chargers/${path}`, headers })
    return [answer.statusCode, answer.json().type]
  }
  t.same(await ask('CP1/probe'), [409, '/problems/charger-offline'])
  t.same(await ask('CP1/mode/try'), [409, '/problems/charger-offline'])
  t.same(await ask('CP9/probe'), [404, '/problems/unknown-charger'])
  t.same(await ask('CP9/mode/try'), [404, '/problems/unknown-charger'])
})
