import { gzipSync } from 'node:zlib'

import type { BrowserContext, Page } from '@playwright/test'

import { expect, makeProject, signIn, test } from '../tests/support/test'

const LARGEST_BYTES = 250_000
const LONGEST_MILLISECONDS = 1000
const THROTTLING = 4
const RUNS = 5

/** The screens that a first load may go to, besides the explorer, which brings an editor. */
const screens = (slug: string) => [
  '',
  'instance',
  `projects/${slug}`,
  `projects/${slug}/signing-keys`,
  `projects/${slug}/admin-api`,
  `projects/${slug}/applications`,
  `projects/${slug}/apis`,
  `projects/${slug}/grants`,
  `projects/${slug}/inspector`,
  `projects/${slug}/audit`,
]

/** The gzipped size of every script that a page has asked for by the time that nothing loads. */
async function scriptBytes(context: BrowserContext, path: string, heading: string | undefined): Promise<number> {
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  await page.goto(`/console/${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.close()
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

test('the scripts of a first load are below 250 kB, gzipped, on every screen', async ({ page, context, server }) => {
  test.slow()
  const { slug } = await makeProject(server)
  const rows: [string, number][] = [['sign-in', await scriptBytes(context, '', 'Sign in to Keyplane')]]
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  for (const path of screens(slug))
    rows.push([path.replace(slug, '…') || 'projects', await scriptBytes(context, path, undefined)])
  for (const [name, bytes] of rows) print(`${name.padEnd(28)} ${(bytes / 1000).toFixed(1).padStart(7)} kB`)
  for (const [name, bytes] of rows) expect(bytes, name).toBeLessThan(LARGEST_BYTES)
})

/** When the largest thing on the screen was painted, with a cold cache, in milliseconds. */
async function paint(page: Page, path: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING })
  await page.goto(`/console/${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const painted = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1)
          if (last) done(last.startTime)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.detach()
  return painted
}

async function median(page: Page, path: string): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await paint(page, path))
  return times.sort((one, other) => one - other)[Math.floor(RUNS / 2)] ?? Infinity
}

test('the first meaningful paint comes within a second at a quarter of the speed', async ({ page, server }) => {
  test.slow()
  const { slug } = await makeProject(server)
  const rows: [string, number][] = [['sign-in', await median(page, '')]]
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  for (const path of ['', `projects/${slug}`])
    rows.push([path.replace(slug, '…') || 'projects', await median(page, path)])
  for (const [name, time] of rows) print(`${name.padEnd(28)} ${time.toFixed(0).padStart(7)} ms`)
  for (const [name, time] of rows) expect(time, name).toBeLessThan(LONGEST_MILLISECONDS)
})

function print(line: string): void {
  process.stdout.write(`  ${line}\n`)
}
