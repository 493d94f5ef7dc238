import type { Page, Request, Route } from '@playwright/test'

import { makeEveryScreen } from './support/everyScreen'
import { expect, signIn, test } from './support/test'

/** The object first, which says what its parts are; then the keys and the usage of the part that is open. */
const IN_TWO = ['application', 'API']

/** Holds the questions to the Admin API, and answers them step by step: what comes after an answer depends on it. */
async function countSteps(page: Page, open: () => Promise<unknown>): Promise<string[][]> {
  const held: Route[] = []
  const steps: string[][] = []
  const pending = new Set<unknown>()
  const began = (request: Request) => {
    if (!isQuestion(request.url())) pending.add(request)
  }
  const ended = (request: unknown) => void pending.delete(request)
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended)
  await page.route('**/graphql', (route) => void held.push(route))
  await open()
  for (;;) {
    await expect.poll(async () => held.length > 0 || (await page.evaluate(isComplete))).toBe(true)
    // All code is here, and the page has nothing left to do: whatever it asks without the answers, it has asked.
    let asked = -1
    while (asked !== held.length || pending.size > 0) {
      asked = held.length
      await expect.poll(() => pending.size).toBe(0)
      await page.evaluate(settle)
    }
    const step = held.splice(0)
    if (step.length === 0) break
    steps.push(step.map((route) => (route.request().postDataJSON() as { operationName: string }).operationName))
    await Promise.all(
      step.map(async (route) => {
        const answered = page.waitForEvent('requestfinished', (request) => request === route.request())
        await route.continue()
        await answered
      }),
    )
  }
  await page.unroute('**/graphql')
  page.off('request', began).off('requestfinished', ended).off('requestfailed', ended)
  return steps
}

/** Runs in the page: whether the screen shows all that it asked for. */
function isComplete(): boolean {
  return document.querySelector('h1') !== null && !document.querySelector('.mantine-Skeleton-root, [aria-busy=true]')
}

/** Runs in the page: waits until it has had nothing to do for some frames in a row. */
async function settle(): Promise<void> {
  for (let frame = 0; frame < 10; frame++) {
    await new Promise((done) => requestAnimationFrame(done))
    await new Promise((done) => requestIdleCallback(done))
  }
}

const isQuestion = (url: string) => new URL(url).pathname === '/graphql'

test('a screen asks once: after the question for session and project, all that it needs in one step', async ({
  page,
  server,
}) => {
  test.slow()
  const { screens } = await makeEveryScreen(server)
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  for (const [name, path] of Object.entries(screens)) {
    const steps = await countSteps(page, () => page.goto(`/console/${path}`))
    expect.soft(steps[0], name).toEqual(['Begin'])
    expect
      .soft(steps.slice(1).length, `${name}: ${JSON.stringify(steps)}`)
      .toBeLessThanOrEqual(IN_TWO.includes(name) ? 2 : 1)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})
