import { makeEveryScreen } from '../tests/support/everyScreen'
import { expect, signIn, test as base } from '../tests/support/test'
import type { Server } from '../tests/support/server'
import { startMeasured } from './front'
import { SLOW_LINE, load, noteHeading } from './line'
import type { Conditions, Load } from './line'
import { printTable } from './table'

const SIGN_IN_BYTES = 120_000
const LONGEST_MILLISECONDS = 1000
/** The first question goes with the screen's code, and the screen's own after it: see `tests/steps.spec.ts`. */
const MOST_STEPS = 2
/** The object first, then its parts. */
const IN_ONE_MORE = ['application', 'API']
const SLOWDOWN = 4
const RUNS = Number(process.env.KEYPLANE_BUDGET_RUNS ?? 3)

const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startMeasured()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  // The build is served by `startMeasured`.
  context: async ({ browser, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url })
    await use(context)
    await context.close()
  },
  page: async ({ context }, use) => {
    const page = await context.newPage()
    await noteHeading(page)
    await use(page)
  },
})

test.describe.configure({ timeout: 900_000 })

const median = (loads: Load[], of: keyof Load) =>
  loads.map((one) => one[of]).toSorted((one, other) => one - other)[Math.floor(loads.length / 2)] ?? Infinity

type Row = [name: string, loads: Load[]]

test('every screen is measured: bytes, paints, steps', async ({ page, server }) => {
  const { screens } = await makeEveryScreen(server)
  const loads = async (path: string, conditions: Conditions, runs = RUNS) => {
    const all: Load[] = []
    for (let run = 0; run < runs; run++) all.push(await load(page, path, conditions))
    return all
  }
  const slow: Row[] = [['sign-in', await loads('', SLOW_LINE)]]
  const weak: Row[] = [['sign-in', await loads('', { slowdown: SLOWDOWN })]]
  await load(page, '', {})
  await signIn(page, server.keyFile, { keep: true })
  for (const [name, path] of Object.entries(screens)) {
    slow.push([name, await loads(path, SLOW_LINE, 1)])
    weak.push([name, await loads(path, { slowdown: SLOWDOWN })])
  }

  printTable(
    ['screen', 'kB', 'first paint, slow line', 'heading, slow line', `paint at 1/${SLOWDOWN} speed`, 'steps'],
    slow.map(([name, loads], place) => [
      name,
      (median(loads, 'bytes') / 1000).toFixed(1),
      `${median(loads, 'first').toFixed(0)} ms`,
      `${median(loads, 'heading').toFixed(0)} ms`,
      `${median(weak[place]?.[1] ?? [], 'largest').toFixed(0)} ms`,
      String(median(loads, 'steps')),
    ]),
  )
  expect(median(slow[0]?.[1] ?? [], 'bytes'), 'bytes of sign-in').toBeLessThanOrEqual(SIGN_IN_BYTES)
  for (const [name, loads] of slow) {
    expect.soft(median(loads, 'first'), `first paint of ${name} on a slow line`).toBeLessThan(LONGEST_MILLISECONDS)
    expect
      .soft(median(loads, 'steps'), `steps of ${name}`)
      .toBeLessThanOrEqual(MOST_STEPS + (IN_ONE_MORE.includes(name) ? 1 : 0))
  }
  for (const [name, loads] of weak)
    expect
      .soft(median(loads, 'largest'), `paint of ${name} at a quarter of the speed`)
      .toBeLessThan(LONGEST_MILLISECONDS)
})
