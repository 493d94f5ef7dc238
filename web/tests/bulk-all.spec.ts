import type { Page } from '@playwright/test'

import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

/** So many mutations may a request hold. */
const BATCH = 5

/** Makes that many applications; those at every third place have the label `team=x`. */
async function makeMany(server: Server, projectId: string, count: number): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    const places = Array.from({ length: Math.min(BATCH, count - start) }, (_, place) => start + place)
    const inputs = places.map((place) => ({
      projectId,
      type: 'SERVICE',
      name: `App ${place}`,
      labels: place % 3 === 0 ? [{ key: 'team', value: 'x' }] : [],
    }))
    const variables = Object.fromEntries(inputs.map((input, place) => [`i${place}`, input]))
    const names = inputs.map((_, place) => `$i${place}: CreateApplicationInput!`).join(', ')
    const fields = inputs.map((_, place) => `a${place}: createApplication(input: $i${place}) { application { id } }`)
    await server.graphql(`mutation (${names}) { ${fields.join(' ')} }`, variables)
  }
}

/** How many of a project's applications are disabled. */
async function disabled(server: Server, slug: string): Promise<number> {
  const { project } = await server.graphql<{ project: { applications: { totalCount: number } } }>(
    'query ($slug: String!) { project(slug: $slug) { applications(filter: { enabled: false }) { totalCount } } }',
    { slug },
  )
  return project.applications.totalCount
}

const bar = (page: Page) => page.getByRole('region', { name: 'Selected applications' })

async function selectLoaded(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all applications that are loaded' }).check()
  await expect(bar(page).getByText('100 selected', { exact: true })).toBeVisible()
}

/** Holds back the pages that are asked for after the first; gives what lets them pass. */
async function holdPages(page: Page): Promise<() => void> {
  let release = () => undefined as void
  const released = new Promise<void>((done) => (release = done))
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? ''
    if (/"after":"/.test(body) && body.includes('query Applications')) await released
    await route.fallback()
  })
  return release
}

test('all that match are selected beyond the rows that are loaded, and changed together', async ({ page, server }) => {
  test.slow()
  const { id, slug } = await makeProject(server, 'Many')
  await makeMany(server, id, 130)
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await selectLoaded(page)
  await look(page, 'bulk-all-offered')
  await bar(page).getByRole('button', { name: 'Select all 130 applications' }).click()
  await expect(bar(page).getByText('130 selected', { exact: true })).toBeVisible()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disable 130 applications' })
  await dialog.getByRole('button', { name: 'Disable 130 applications' }).click()
  await expect(dialog.getByText('130 of 130 disabled.')).toBeVisible({ timeout: 120_000 })
  expect(await disabled(server, slug)).toBe(130)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(bar(page)).toBeHidden()
})

test('the rows that come are counted, and a press ends it with the selection as it was', async ({ page, server }) => {
  test.slow()
  const { id, slug } = await makeProject(server, 'Held')
  await makeMany(server, id, 120)
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await selectLoaded(page)
  const release = await holdPages(page)
  await bar(page).getByRole('button', { name: 'Select all 120 applications' }).click()
  await expect(bar(page).getByText('100 of 120 selected…')).toBeVisible()
  await bar(page).getByRole('button', { name: 'Cancel' }).click()
  release()
  await expect(bar(page).getByText('100 selected', { exact: true })).toBeVisible()
  await expect(bar(page).getByRole('button', { name: 'Select all 120 applications' })).toBeVisible()
})

test('a stopped change says what is as it was, and goes on from there', async ({ page, server }) => {
  test.slow()
  const { id, slug } = await makeProject(server, 'Stopped')
  await makeMany(server, id, 40)
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await page.getByRole('checkbox', { name: 'Select all applications that are loaded' }).check()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disable 40 applications' })
  // The fifth change waits until the stop is pressed.
  let changes = 0
  let release = () => undefined as void
  const stopped = new Promise<void>((done) => (release = done))
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('BulkUpdateApplication') && ++changes > 4) await stopped
    await route.fallback()
  })
  await dialog.getByRole('button', { name: 'Disable 40 applications' }).click()
  await expect(dialog.getByText('4 of 40 processed…')).toBeVisible()
  await dialog.getByRole('button', { name: 'Stop' }).click()
  release()
  // Four, the four that were on their way, and the last one.
  await expect(dialog.getByText('9 of 40 disabled. Stopped: 31 are as they were.')).toBeVisible()
  await look(page, 'bulk-stopped')
  expect(await disabled(server, slug)).toBe(9)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByText('31 of 31 disabled.')).toBeVisible()
  expect(await disabled(server, slug)).toBe(40)
})

test('another filter selects no row that is not loaded', async ({ page, server }) => {
  test.slow()
  const { id, slug } = await makeProject(server, 'Narrowed')
  await makeMany(server, id, 110)
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await selectLoaded(page)
  await bar(page).getByRole('button', { name: 'Select all 110 applications' }).click()
  await expect(bar(page).getByText('110 selected', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Filter by team=x' }).first().click()
  await expect(page.getByText('37 applications')).toBeVisible()
  await expect(bar(page).getByText('37 selected', { exact: true })).toBeVisible()
})
