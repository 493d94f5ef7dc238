import type { Page } from '@playwright/test'

/** What a page is measured on. */
export interface Conditions {
  /** Bytes a second in each direction; without it, as fast as the machine is. */
  bytes?: number
  /** Milliseconds until an answer begins. */
  latency?: number
  /** How many times slower the processor is. Default 1. */
  slowdown?: number
}

/** A slow line: 50 kB/s with 400 ms. */
export const SLOW_LINE = { bytes: 50_000, latency: 400 }

/** What was measured of one load, in milliseconds after the address was opened. */
export interface Load {
  /** The first paint with content (FCP). */
  first: number
  /** The largest paint (LCP): the content of the screen, since a frame of shapes does not count. */
  largest: number
  /** When the heading of the screen was there. */
  heading: number
  /** Bytes on the wire, with their headers, of what was asked for before the heading was there. */
  bytes: number
  /** Steps of questions to the Admin API: a question belongs to the next step if it began after an answer of this one. */
  steps: number
}

/** Opens an address with a cold cache under these conditions, and measures until nothing loads. */
export async function load(
  page: Page,
  path: string,
  { bytes = -1, latency = 0, slowdown = 1 }: Conditions,
): Promise<Load> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  const line = { offline: false, latency, downloadThroughput: bytes, uploadThroughput: bytes }
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', line)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(`/console/${path}`, { waitUntil: 'commit' })
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  const measured = await page.evaluate(measure)
  await session.detach()
  const { questions, ...rest } = measured
  return { ...rest, steps: stepsOf(questions) }
}

interface Noted {
  headingAt?: number
}

/** Notes when a first heading is there, in every page of a context. */
export async function noteHeading(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('h1')) return
      ;(window as unknown as Noted).headingAt = performance.now()
      watch.disconnect()
    }
    const watch = new MutationObserver(look)
    watch.observe(document, { childList: true, subtree: true })
  })
}

/** Runs in the page. */
async function measure() {
  const largest = await new Promise<number>((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? Infinity)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    })
  })
  const heading = (window as unknown as Noted).headingAt ?? Infinity
  const navigation = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const needed = [...navigation, ...resources.filter(({ startTime }) => startTime <= heading)]
  return {
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
    largest,
    heading,
    bytes: needed.reduce((sum, { transferSize }) => sum + transferSize, 0),
    questions: resources
      .filter(({ name }) => new URL(name).pathname === '/graphql')
      .map(({ startTime, responseEnd }) => ({ from: startTime, to: responseEnd })),
  }
}

function stepsOf(questions: { from: number; to: number }[]): number {
  let steps = 0
  let firstAnswer = -Infinity
  for (const { from, to } of questions.toSorted((one, other) => one.from - other.from)) {
    if (from >= firstAnswer) {
      steps += 1
      firstAnswer = to
    } else firstAnswer = Math.min(firstAnswer, to)
  }
  return steps
}
