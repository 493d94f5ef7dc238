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
  stage: [async ({ server }, use) => use(await makeStage(server)), { scope: 'worker', auto: true }],
})

async function open(page: Page, server: Server, path: string, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme })
  await page.goto(`/console/projects/acme${path}`)
  await signIn(page, server.keyFile)
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.mouse.move(0, 0)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
}

test('signing keys', async ({ page, server }) => {
  await open(page, server, '/signing-keys')
  await expect(page.getByRole('img', { name: /^Timeline/ })).toBeVisible()
  await take(page, 'signing-keys')
})

test('applications', async ({ page, server }) => {
  await open(page, server, '/applications')
  await expect(page.getByText('5 applications')).toBeVisible()
  await expect(page.getByRole('img', { name: /accepted/ }).first()).toBeVisible()
  await take(page, 'applications')
})

test('audit log', async ({ page, server }) => {
  await open(page, server, '/audit')
  await expect(page.getByRole('table', { name: 'Events' })).toBeVisible()
  await take(page, 'audit-log')
})

test('new key', async ({ page, server }) => {
  await open(page, server, '/admin-api')
  await page.getByRole('button', { name: 'Generate key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Deploy robot')
  await dialog.getByRole('radio', { name: /Generate in this browser/ }).check()
  await dialog.getByRole('checkbox', { name: 'Applications' }).check()
  await dialog.evaluate((element) => element.scrollTo(0, 0))
  await take(page, 'new-key')
})

test('grants', async ({ page, server }) => {
  await open(page, server, '/grants')
  await expect(page.getByRole('button', { name: 'Billing worker at orders: read' })).toBeVisible()
  await take(page, 'grants')
})

test('gateway', async ({ page, server, stage }) => {
  await open(page, server, `/apis/${stage.apiId}?tab=gateway`)
  await page.getByRole('tab', { name: 'Caddy' }).click()
  await expect(page.getByRole('region', { name: 'Configuration of Caddy' })).toBeVisible()
  await take(page, 'gateway')
})

test('token inspector', async ({ page, server, stage }) => {
  await open(page, server, '/inspector', 'dark')
  await page.getByLabel('Token').fill(stage.assertion)
  await expect(page.getByText(/^The token is refused/)).toBeVisible()
  await take(page, 'token-inspector')
})
