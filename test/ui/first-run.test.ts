import t from 'tap'
import { issueSetUpCode } from '../../appliance/flows/issue-set-up-code.ts'
import { openPage, phone, startBrowser } from '../support/browser.ts'
import { bootCharger } from '../support/charger.ts'
import { startGateway } from '../support/gateway.ts'

const browser = await startBrowser(t)
const password = 'a decent password'

await t.test('an installer sets the gateway up and lets the first charger in, all on a phone', async (t) => {
  const gateway = await startGateway(t, { config: { unknownChargers: 'wait' } })
  const code = await issueSetUpCode(gateway.flow)
  const { page, complaints } = await openPage(browser, gateway.ports.http, '/', phone)

  await page.getByLabel('One-time set-up code').fill('WRONG-CODE')
  await page.getByLabel('Your name').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await page.getByRole('alert').getByText('not the one that the gateway printed').waitFor()
  await page.getByLabel('One-time set-up code').fill(code ?? '')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await page.getByText('No charger has connected yet').waitFor()

  await bootCharger(t, gateway, { identity: 'BAY-07' })
  const waiting = page.getByRole('listitem').filter({ hasText: 'BAY-07' })
  await waiting.getByText('Example One').waitFor()
  await waiting.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('link', { name: /BAY-07.*Online/ }).waitFor()
  t.same(complaints, [], 'the content security policy is kept and nothing throws')
})

await t.test(
  'who signs in wrongly is told what may be the matter, and gets in with the right password',
  async (t) => {
    const gateway = await startGateway(t)
    await gateway.api('POST', '/api/users', { name: 'ana', role: 'viewer', password })
    const { page, complaints } = await openPage(browser, gateway.ports.http, '/decisions')

    await page.getByLabel('Name').fill('ana')
    await page.getByLabel('Password', { exact: true }).fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('the name is locked for a while').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Decisions', level: 1 }).waitFor()
    t.equal(
      await page.getByRole('link', { name: 'Users and tokens' }).count(),
      0,
      'a viewer manages no users',
    )
    t.same(complaints, [])
  },
)
