import t from 'tap'
import { nothingProved } from '../../appliance/domain/charger-answers.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { recordFindings } from '../../appliance/flows/record-findings.ts'
import { testApp } from '../support/http.ts'

const arrival = { id: 'CP1', password: null, approve: true, remoteAddress: '192.0.2.1' }

await t.test(
  'a managed charger that turns out to be partially supported asks to be acknowledged',
  async (t) => {
    const { app, flow, signIn } = await testApp(t)
    await meetCharger(flow, arrival, () => false)
    const headers = await signIn('operator')
    const problem = async () => {
      const { items } = (await app.inject({ url: '/api/mode', headers })).json()
      return items[0].modeAttempt.problem as string | null
    }
    const save = async (payload: object) => {
      const answer = await app.inject({ method: 'PUT', url: '/api/policy', headers, payload })
      t.equal(answer.statusCode, 200)
    }
    t.equal(await problem(), null)
    const refusesOffline = { ...nothingProved, refused: ['allowofflinetxforunknownid'] }
    await recordFindings(flow, 'CP1', { answers: null, proofs: refusesOffline })
    t.equal(await problem(), 'Nobody has acknowledged that this charger is only partially controlled.')
    await save({ defaultMode: 'freevend' })
    t.equal(await problem(), null, 'in freevend there is nothing to know')
    await save({ defaultMode: 'managed_access', acknowledgePartial: true })
    t.equal(await problem(), null)
    await recordFindings(flow, 'CP1', { answers: null, proofs: { ...refusesOffline, localList: 'refused' } })
    t.match(await problem(), /^Nobody has acknowledged/, 'of other reasons nobody has said so')
  },
)
