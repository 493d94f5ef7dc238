import type { Page, Route } from '@playwright/test'

import { makeEveryScreen } from './support/everyScreen'
import { expect, signIn, test } from './support/test'

/** Holds the questions to the Admin API, and answers them step by step: what comes after an answer depends on it. */
async function countSteps(page: Page, open: () => Promise<unknown>): Promise<string[][]> {
  const held: Route[] = []
  const steps: string[][] = []
  const pending = new Set<unknown>()
  const began = (request: { url: () => string }) => void (isQuestion(request.url()) || pending.add(request))
  const ended = (request: unknown) => void pending.delete(request)
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended)
  await page.route('**/graphql', (route) => void held.push(route))
  await open()
  for (;;) {
    // Everything but the answers is here, and the page has nothing left to do: whatever it asks without them, it has asked.
    let asked = -1
    while (asked !== held.length || pending.size > 0) {
      asked = held.length
      await expect.poll(() => pending.size).toBe(0)
      await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
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
    expect.soft(steps.slice(1).length, `${name}: ${JSON.stringify(steps)}`).toBeLessThanOrEqual(1)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})
