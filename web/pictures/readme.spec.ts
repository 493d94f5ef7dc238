import { resolve } from 'node:path'

import type { Page } from '@playwright/test'

import { startServer } from '../tests/support/server'
import type { Server } from '../tests/support/server'
import { test as base, expect, signIn } from '../tests/support/test'
import { makeStage } from './stage'
import type { Stage } from './stage'

const FOLDER = resolve(import.meta.dirname, '../../docs/images')

const test = base.extend<object, { server: Server; stage: Stage }>({
  // Its issuers have a name that stays the same from picture to picture.
  server: [
    async ({}, use) => {
      const server = await startServer(() => Promise.resolve())
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  stage: [async ({ server }, use) => use(await makeStage(server)), { scope: 'worker' }],
})

async function open(page: Page, server: Server, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: path.includes('inspector') ? 'dark' : 'light' })
  await page.goto(`/console/projects/acme${path}`)
  await signIn(page, server.keyFile)
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.mouse.move(0, 0)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
}

test('overview', async ({ page, server, stage }) => {
  expect(stage.applicationId).toMatch(/^app_/)
  await open(page, server, '')
  await expect(page.getByRole('img', { name: /^Timeline/ })).toBeVisible()
  await take(page, 'overview')
})

test('rotation', async ({ page, server, stage }) => {
  expect(stage.applicationId).toMatch(/^app_/)
  await open(page, server, '/signing-keys')
  await expect(page.getByRole('img', { name: /^Timeline/ })).toBeVisible()
  await take(page, 'signing-keys')
})

test('quick start', async ({ page, server, stage }) => {
  await open(page, server, `/applications/${stage.applicationId}?tab=quick-start`)
  await page.getByRole('tab', { name: 'Python' }).click()
  await take(page, 'quick-start')
})

test('token inspector', async ({ page, server, stage }) => {
  await open(page, server, '/inspector')
  await page.getByLabel('Token').fill(stage.assertion)
  await expect(page.getByText(/^It would be refused/)).toBeVisible()
  await take(page, 'token-inspector')
})

test('audit log', async ({ page, server, stage }) => {
  expect(stage.applicationId).toMatch(/^app_/)
  await open(page, server, '/audit')
  await page.getByRole('link', { name: 'Application changed' }).first().click()
  await expect(page.getByRole('dialog').getByText('What changed')).toBeVisible()
  await take(page, 'audit-log')
})
