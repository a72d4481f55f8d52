import t from 'tap'
import type { Test } from 'tap'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { WrongPasswords } from '../../appliance/ocpp/wrong-passwords.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { findCharger } from '../../appliance/store/chargers.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { testFlows } from '../support/flows.ts'
import { startGateway } from '../support/gateway.ts'
import { rawHttp, upgradeRequest } from './rpc/raw-charger.ts'

const password = 'a password of 24 letters'
const mallory = '192.0.2.66'

async function guarded(t: Test) {
  const flows = await testFlows(t)
  const chargers = ['CP1', 'CP2'].map((id) => ({
    id,
    label: null,
    profileId: null,
    password: { kind: 'given', password: Buffer.from(password) } as const,
  }))
  await addChargers(flows, gatewayOrigin, { chargers, approve: true, noPassword: 'refuse' })
  const wrongPasswords = new WrongPasswords(flows)
  const failed = (id: string) => findCharger(flows.store, id)?.failedSignIns
  return { flows, wrongPasswords, failed }
}

await t.test('who hammers an identity locks out only themselves', async (t) => {
  const { flows, wrongPasswords } = await guarded(t)
  const attempt = { identity: 'CP1', remoteAddress: mallory }
  for (let guess = 0; guess < 10; guess++) {
    t.equal(wrongPasswords.retryAfterS(attempt), 0)
    wrongPasswords.count(attempt)
  }
  t.equal(wrongPasswords.retryAfterS(attempt), 10)
  t.equal(wrongPasswords.retryAfterS({ identity: 'CP1', remoteAddress: '192.0.2.1' }), 0, 'the real one')
  t.equal(wrongPasswords.retryAfterS({ identity: 'CP2', remoteAddress: mallory }), 0, 'its neighbour')
  flows.clock.advance(10_000)
  t.equal(wrongPasswords.retryAfterS(attempt), 0)
  await wrongPasswords.stop()
})

await t.test('an address that tries many identities is held back too', async (t) => {
  const { wrongPasswords } = await guarded(t)
  for (let guess = 0; guess < 100; guess++)
    wrongPasswords.count({ identity: `X${guess}`, remoteAddress: mallory })
  t.equal(wrongPasswords.retryAfterS({ identity: 'CP2', remoteAddress: mallory }), 1)
  await wrongPasswords.stop()
})

await t.test('the first failure is stored at once, the others in one write every ten seconds', async (t) => {
  const { flows, wrongPasswords, failed } = await guarded(t)
  for (let guess = 0; guess < 150; guess++) wrongPasswords.count({ identity: 'CP1', remoteAddress: mallory })
  await flows.commits.write(() => {})
  t.equal(failed('CP1'), 1)
  flows.clock.advance(10_000)
  await flows.commits.write(() => {})
  t.equal(failed('CP1'), 150)
  wrongPasswords.count({ identity: 'CP2', remoteAddress: mallory })
  await wrongPasswords.stop()
  t.equal(failed('CP2'), 1)
  const entries = listLedger(flows.store, { subject: 'charger:CP1' }, 100, null)
  t.equal(
    entries.filter(({ action }) => action === 'charger.sign_in_failed').length,
    2,
    'the 1st and the 100th',
  )
})

await t.test('a charger that goes on with a wrong password is told when to come back', async (t) => {
  const gateway = await startGateway(t, { clock: new FakeClock() })
  await gateway.api('POST', '/api/chargers', { id: 'CP1', password, approve: true })
  const knock = (text: string) => {
    const Authorization = `Basic ${Buffer.from(`CP1:${text}`).toString('base64')}`
    return rawHttp(gateway.ports.ocpp, upgradeRequest('/CP1', { Authorization }))
  }
  for (let guess = 0; guess < 10; guess++) t.match(await knock('a wrong password'), /^HTTP\/1\.1 401 /)
  t.match(await knock('a wrong password'), /^HTTP\/1\.1 429 [^]*Retry-After: 10\r\n/)
  t.match(await knock(password), /^HTTP\/1\.1 429 /, 'it is not even looked at')
})
