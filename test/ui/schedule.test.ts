import type { Page } from 'playwright-core'
import t from 'tap'
import { openPage, phone, startBrowser } from '../support/browser.ts'
import { bootCharger } from '../support/charger.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

const browser = await startBrowser(t)
const password = 'a decent password'

/** The second Monday of next January: no clock changes around it, and near enough to be looked at. */
const monday = secondMonday(new Date().getUTCFullYear() + 1)

interface SavedWindow {
  readonly label: string
  readonly rrule: string | null
  readonly startLocal: string
  readonly endLocal: string
}

await t.test('a window is dragged into the calendar, moved by keys and saved', async (t) => {
  const gateway = await startGateway(t)
  await gateway.api('PUT', '/api/policy', { defaultMode: 'freevend' })
  const { page, complaints } = await signedIn(gateway, `/schedule?week=${monday}`)

  await page.getByText('Freevend now.').waitFor()
  await dragOver(page, { day: 1, fromHour: 10, toHour: 12 })
  const dialog = page.getByRole('dialog', { name: 'New window' })
  t.equal(await dialog.getByLabel('From').inputValue(), '10:00')
  await dialog.getByText('Every Tuesday').waitFor()
  await dialog.getByLabel('Label').fill('Deliveries')
  await dialog.getByRole('button', { name: 'Add to the draft' }).click()
  const block = page.getByRole('button', { name: /Managed access, Deliveries, Tue/ })
  await block.getByText('10:00 – 12:00').waitFor()
  t.same(await savedWindows(gateway), [], 'a draft holds nothing yet')
  await page.getByRole('button', { name: 'Save calendar' }).click()
  await page.getByText('Calendar saved').waitFor()

  await block.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await block.getByText('10:30 – 12:45').waitFor()
  await page.getByText('Changed: “Deliveries”, 10:30 – 12:45. Every Tuesday.').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: /Managed access, Deliveries, Wed/ }).waitFor()
  await page.getByRole('region', { name: 'Draft' }).getByRole('button', { name: 'Undo' }).click()
  await block.waitFor()
  await page.getByRole('button', { name: 'Save calendar' }).click()
  await page.getByRole('region', { name: 'Draft' }).waitFor({ state: 'detached' })
  t.match(await savedWindows(gateway), [
    { label: 'Deliveries', rrule: 'FREQ=WEEKLY;BYDAY=TU', startLocal: '10:30', endLocal: '12:45' },
  ])

  const end = await block.locator('.cal-handle.bottom').boundingBox()
  await dragFrom(page, { x: end!.x + end!.width / 2, y: end!.y + end!.height / 2 }, { day: 1, hour: 14 })
  await block.getByText('10:30 – 14:00').waitFor()

  await block.focus()
  await page.keyboard.press('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await block.waitFor({ state: 'detached' })
  t.same(complaints, [])
})

await t.test('an overlap is shown where it is, with both names, and cannot be saved', async (t) => {
  const gateway = await startGateway(t)
  const delivery = { mode: 'managed_access', startLocal: '10:00', endLocal: '12:00', label: 'Deliveries' }
  const windows = [{ ...delivery, rrule: 'FREQ=WEEKLY;BYDAY=TU', validFrom: monday }]
  await gateway.api('PUT', '/api/policy', { defaultMode: 'freevend', windows })
  const { page, complaints } = await signedIn(gateway, `/schedule?week=${monday}`)

  await page.getByRole('button', { name: 'Add window' }).click()
  const dialog = page.getByRole('dialog', { name: 'New window' })
  await dialog.getByText('Anyone may charge').click()
  await dialog.getByLabel('Label').fill('Visitors')
  await dialog.getByLabel('From').fill('11:00')
  await dialog.getByLabel('To', { exact: true }).fill('13:00')
  await dialog.getByLabel('Repeats').selectOption('daily')
  await dialog.getByText('Every day', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Add to the draft' }).click()
  await page.locator('.cal-conflict').getByText('Overlap:').waitFor()
  t.match(
    await page.locator('.cal-conflict').textContent(),
    /“Deliveries” and “Visitors”|“Visitors” and “Deliveries”/,
  )
  t.ok(await page.getByRole('button', { name: 'Save calendar' }).isDisabled())
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.locator('.cal-conflict').waitFor({ state: 'detached' })
  t.same(complaints, [])
})

await t.test('one occurrence of a recurring window is moved alone', async (t) => {
  const gateway = await startGateway(t)
  const night = { mode: 'managed_access', startLocal: '08:00', endLocal: '10:00', label: 'Early' }
  await gateway.api('PUT', '/api/policy', {
    defaultMode: 'freevend',
    windows: [{ ...night, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU' }],
  })
  const { page } = await signedIn(gateway, `/schedule?week=${monday}`)
  await page.getByRole('button', { name: /Early, Mon/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: /^Only on Mon/ }).click()
  await page.getByRole('button', { name: 'Save calendar' }).click()
  await page.getByText('Calendar saved').waitFor()
  t.match(await savedWindows(gateway), [
    { startLocal: '08:00', exdates: [monday] },
    { startLocal: '08:15', dates: [monday], rrule: null },
  ])
})

await t.test('on a phone one day is shown, chosen from the week, and told in words', async (t) => {
  const gateway = await startGateway(t)
  const night = { mode: 'managed_access', startLocal: '22:00', endLocal: '06:00', label: 'Night' }
  await gateway.api('PUT', '/api/policy', {
    defaultMode: 'freevend',
    windows: [{ ...night, rrule: 'FREQ=WEEKLY;BYDAY=MO' }],
  })
  const { page, complaints } = await signedIn(gateway, `/schedule?week=${monday}`, phone)
  await page.locator('.cal-day').first().waitFor()
  t.equal(await page.locator('.cal-day').count(), 1)
  await page
    .getByRole('group', { name: 'Day' })
    .getByRole('button', { name: /^Tuesday/ })
    .click()
  await page.locator('.agenda-line').getByText('00:00 – 06:00').waitFor()
  t.match(await page.locator('.agenda-line').first().textContent(), /Managed access.*window “Night”/)
  await page.getByRole('button', { name: /Managed access, Night/ }).click()
  await page.getByRole('dialog', { name: 'Window', exact: true }).getByText('Every Monday').waitFor()
  t.same(complaints, [])
})

await t.test('an operator overrides a charger, and sees it expected beside what was observed', async (t) => {
  const gateway = await startGateway(t)
  await gateway.api('PUT', '/api/policy', { defaultMode: 'freevend' })
  await bootCharger(t, gateway, { identity: 'BAY-07' })
  const { page, complaints } = await signedIn(gateway, '/chargers/BAY-07')
  await page.getByRole('button', { name: 'Override…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Override BAY-07' })
  await dialog.getByText('Restrict', { exact: true }).click()
  await dialog.getByLabel('Reason').fill('Theft last night')
  const known = dialog.getByLabel('I know that some starts may get past the rules there.')
  if (await known.isVisible()) await known.check()
  await dialog.getByRole('button', { name: 'Restrict charger' }).click()
  await page.getByText('“Theft last night”').waitFor()
  await page.locator('.modes').getByText('Managed access').first().waitFor()
  await page.getByRole('link', { name: 'Modes' }).first().click()
  await page.getByText('BAY-07').first().waitFor()
  t.same(complaints, [])
})

await t.test(
  'the rollout is observed first: who would be refused is seen, and enrolled from there',
  async (t) => {
    const gateway = await startGateway(t)
    const policy = { defaultMode: 'managed_access', acknowledgePartial: true }
    await gateway.api('PUT', '/api/policy', policy)
    const { page, complaints } = await signedIn(gateway, '/rollout')
    await page.getByRole('button', { name: 'Go to “Observe”…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Observe' }).click()
    await page.getByText('Observe holds now').waitFor()

    const charger = await bootCharger(t, gateway, { identity: 'BAY-07' })
    const { idTagInfo } = await charger.call<{ idTagInfo: { status: string } }>('Authorize', {
      idTag: '04A1B2C3D4',
    })
    t.equal(idTagInfo.status, 'Accepted', 'nobody is turned away')
    const stranger = page.getByRole('listitem').filter({ hasText: '04••••••D4' })
    await stranger.getByText('Unknown identifier').waitFor()
    await page.getByRole('button', { name: 'Go to “Enforce”…' }).click()
    await page.getByText('1 of 1 attempts of the last 7 days would have been refused').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await stranger.getByRole('button', { name: 'Add to list' }).click()
    await page.getByLabel('Vehicle', { exact: true }).fill('BUS-12')
    await page.getByRole('dialog').getByRole('button', { name: 'Add to list' }).click()
    await stranger.getByText('In the list now').waitFor()
    await page.goto('/decisions')
    await page.getByText('Would be refused').first().waitFor()
    t.same(complaints, [])
  },
)

async function signedIn(gateway: TestGateway, path: string, screen?: typeof phone) {
  await gateway.api('POST', '/api/users', { name: 'ana', role: 'admin', password })
  const opened = await openPage(browser, gateway.ports.http, path, screen)
  await opened.page.getByLabel('Name').fill('ana')
  await opened.page.getByLabel('Password', { exact: true }).fill(password)
  await opened.page.getByRole('button', { name: 'Sign in' }).click()
  await opened.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  return opened
}

/** Drags in one column of the calendar. */
async function dragOver(
  page: Page,
  { day, fromHour, toHour }: { day: number; fromHour: number; toHour: number },
) {
  await page.locator('.cal-day').nth(day).waitFor()
  await dragFrom(page, await pointAt(page, { day, hour: fromHour }), { day, hour: toHour })
}

interface Point {
  readonly x: number
  readonly y: number
}

async function dragFrom(page: Page, from: Point, to: { day: number; hour: number }) {
  const goal = await pointAt(page, to)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(goal.x, (from.y + goal.y) / 2)
  await page.mouse.move(goal.x, goal.y)
  await page.mouse.up()
}

/** Where an hour of a day is on the screen, in a week in which every hour is as high as another. */
async function pointAt(page: Page, { day, hour }: { day: number; hour: number }): Promise<Point> {
  const box = await page.locator('.cal-day').nth(day).boundingBox()
  if (!box) throw new Error('the calendar is not shown')
  return { x: box.x + box.width / 2, y: box.y + (box.height * hour) / 24 }
}

async function savedWindows({ api }: TestGateway): Promise<SavedWindow[]> {
  const { windows } = await api<{ windows: SavedWindow[] }>('GET', '/api/policy')
  return windows
}

function secondMonday(year: number): string {
  const first = new Date(Date.UTC(year, 0, 1)).getUTCDay()
  return new Date(Date.UTC(year, 0, 8 + ((8 - first) % 7))).toISOString().slice(0, 10)
}
