import { existsSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as launcher, type Browser, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { buildUi } from '../../scripts/build-ui.ts'

export const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

export interface TestPage {
  readonly page: Page
  /** What the browser complained of: exceptions, and everything that the content security policy stopped. */
  readonly complaints: string[]
}

/** A Chromium that comes from npm, ended with the test. */
export async function startBrowser(t: Test): Promise<Browser> {
  await ensureUi()
  // With a single process, closing one context would end the browser.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
  const executablePath = await chromium.executablePath()
  const browser = await launcher.launch({ executablePath, args: [...args, '--no-sandbox'], headless: true })
  t.teardown(() => browser.close())
  return browser
}

/** A page of the depot UI on a screen of its own, signed in to nothing. */
export async function openPage(
  browser: Browser,
  httpPort: number,
  path: string,
  screen = desk,
): Promise<TestPage> {
  const context = await browser.newContext({ viewport: screen, baseURL: `http://127.0.0.1:${httpPort}` })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text())
    }
  })
  await page.goto(path)
  return { page, complaints }
}

/** The gateway serves what has been built; `npm test` sees to that, a single test file may be the first. */
async function ensureUi(): Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  const outDir = join(root, 'dist', 'ui')
  if (!existsSync(join(outDir, 'index.html'))) await buildUi(join(root, 'ui', 'depot'), outDir)
}
