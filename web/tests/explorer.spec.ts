import type { Page } from '@playwright/test'

import { look } from './support/look'
import { NOTHING, stored } from './support/stored'
import { expect, makeProject, signIn, test } from './support/test'

const query = (page: Page) => page.getByRole('region', { name: 'Operation Editor' })
const answer = (page: Page) => page.getByRole('region', { name: 'Result Window' })

/** The editor is larger than all else, and a loaded machine takes its time with it. */
const LARGE = { timeout: 120_000 }

test.beforeEach(() => test.slow())

const run = (page: Page) => page.getByRole('button', { name: /^Execute query/ }).click()

test('a query runs, signed by itself and under the policy, behind a warning', async ({ page, server }) => {
  const project = await makeProject(server, 'Explored')
  await page.goto(`/console/projects/${project.slug}/explorer`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('Mutations change real data')).toBeVisible()
  await expect(query(page).getByText(`"${project.slug}"`)).toBeVisible(LARGE)
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.postData()?.includes('currentSigningKey') ?? false),
    run(page),
  ])
  expect(request.headers().authorization).toMatch(/^Bearer ey/)
  await expect(answer(page).getByText('"Explored"')).toBeVisible()
  // The checker of what is typed runs in a worker, which a stricter policy would have stopped.
  await expect.poll(() => page.workers().filter((worker) => worker.url().includes('graphql.worker')).length).toBe(1)
  await look(page, 'explorer')
  await page.getByRole('button', { name: /Documentation Explorer$/ }).click()
  await expect(page.getByText('Root Types')).toBeVisible()
  await look(page, 'explorer-documentation')
})

test('a refusal is shown as the API gives it', async ({ page, server }) => {
  await page.goto('/console/instance/explorer')
  await signIn(page, server.keyFile)
  await expect(query(page).getByText('viewer')).toBeVisible(LARGE)
  await query(page).getByRole('textbox').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(
    'mutation { deleteProject(input: {projectId: "prj_none", confirmSlug: "none"}) { deletedId } }',
  )
  // The editor takes a moment to know that what is there has no name any more.
  await expect(page.getByRole('button', { name: '<untitled>', exact: true })).toBeVisible()
  await run(page)
  await expect(answer(page).getByText('"NOT_FOUND"')).toBeVisible()
})

test('what was typed stays in no storage, and is forgotten when somebody signs out', async ({ page, server }) => {
  await page.goto('/console/instance/explorer')
  await signIn(page, server.keyFile)
  await expect(query(page).getByText('viewer')).toBeVisible(LARGE)
  await query(page).getByRole('textbox').focus()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('# my-secret-note')
  await run(page)
  await expect(answer(page).getByText('"data"')).toBeVisible()
  expect(await stored(page)).toEqual(NOTHING)
  // Another screen and back: still there.
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  await page.goBack()
  await expect(query(page).getByText('my-secret-note')).toBeVisible()
  await page.getByRole('button', { name: 'Signed-in key' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signIn(page, server.keyFile)
  await expect(query(page).getByText('viewer')).toBeVisible(LARGE)
  await expect(query(page).getByText('my-secret-note')).toHaveCount(0)
})

test('no other screen loads the editor, not even when its link is hovered over', async ({ page, server }) => {
  const project = await makeProject(server)
  const editor: string[] = []
  page.on('request', (request) => {
    if (/\/assets\/(monaco|graphql\.worker|Editor)/i.test(request.url())) editor.push(request.url())
  })
  await page.goto(`/console/projects/${project.slug}`)
  await signIn(page, server.keyFile)
  const link = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).first()
  for (const name of ['Signing keys', 'Admin API', 'Applications', 'Token inspector', 'Audit log', 'Overview']) {
    await link(name).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await link('Explorer').hover()
  await page.waitForLoadState('networkidle')
  expect(editor).toEqual([])
  await link('Explorer').click()
  await expect.poll(() => editor.length).toBeGreaterThan(0)
})
