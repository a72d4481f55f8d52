import t from 'tap'
import { approveCharger } from '../../appliance/flows/approve-charger.ts'
import { clearStrangers } from '../../appliance/flows/clear-strangers.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { findCharger } from '../../appliance/store/chargers.ts'
import { countWaitingChargers } from '../../appliance/store/strangers.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'
import { nobodyThere } from '../support/nobody-there.ts'

const ana = { actor: 'user:ana', requestId: null }

function meet(
  flows: TestFlows,
  id: string,
  network: number,
  isOnline: (id: string) => boolean = () => false,
) {
  const remoteAddress = `192.0.2.${network}`
  return meetCharger(flows, { id, password: null, approve: false, remoteAddress }, isOnline)
}

/** 500 strangers, 50 from each of ten addresses. */
async function flood(flows: TestFlows): Promise<void> {
  for (let one = 0; one < 500; one++) {
    flows.clock.advance(1)
    await meet(flows, `X${one}`, Math.floor(one / 50))
  }
}

await t.test(
  'where the list is full a new charger takes the place of the one gone for longest',
  async (t) => {
    const flows = await testFlows(t)
    await flood(flows)
    t.equal(await meet(flows, 'REAL', 99, (id) => id === 'X0'), true)
    t.equal(countWaitingChargers(flows.store), 500)
    t.ok(findCharger(flows.store, 'X0'), 'it is connected')
    t.notOk(findCharger(flows.store, 'X1'))
    t.equal(await meet(flows, 'TOO-MANY', 99, () => true), false, 'nobody is thrown out who is there')
  },
)

await t.test('one address fills only a part of the list', async (t) => {
  const flows = await testFlows(t)
  for (let one = 0; one < 50; one++) await meet(flows, `X${one}`, 1)
  t.equal(await meet(flows, 'X50', 1), false)
  t.equal(await meet(flows, 'X0', 1), true, 'those that wait may come back')
  t.equal(await meet(flows, 'REAL', 2), true)
})

await t.test('the list is cleared of those that nobody has taken on', async (t) => {
  const flows = await testFlows(t)
  for (const id of ['A', 'B', 'C']) await meet(flows, id, 1)
  await approveCharger(flows, ana, { id: 'B', noPassword: 'allow' })
  t.equal(await clearStrangers(flows, nobodyThere, ana), 2)
  t.strictSame(
    ['A', 'B', 'C'].map((id) => findCharger(flows.store, id)?.status),
    [undefined, 'approved', undefined],
  )
})

await t.test('a password that changes while a charger waits is remembered', async (t) => {
  const flows = await testFlows(t)
  const present = async (text: string) => {
    const password = Buffer.from(text)
    await meetCharger(flows, { id: 'A', password, approve: false, remoteAddress: '192.0.2.1' }, () => false)
    return findCharger(flows.store, 'A')?.passwordChanged
  }
  t.equal(await present('first password'), 0)
  t.equal(await present('first password'), 0)
  t.equal(await present('other password'), 1)
  t.equal(await present('other password'), 1)
})
