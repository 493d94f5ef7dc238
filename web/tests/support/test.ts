import { test as base, expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

import { serveBuild } from './build'
import { startServer } from './server'
import type { Server } from './server'

interface TestFixtures {
  /** The portal, signed in with the first admin key, on its first screen. */
  portal: Page
  /** Fails a test whose page wrote an error to the console, crashed, or broke the policy. */
  quiet: void
}

interface WorkerFixtures {
  /** The real binary, one a worker: tests share it, so each makes its own project. */
  server: Server
}

/** Playwright's `test` with a server, and a page that is signed in. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  context: async ({ context, server }, use) => {
    await serveBuild(context, server.url)
    await use(context)
  },
  quiet: [
    async ({ page }, use) => {
      const said: string[] = []
      page.on('pageerror', (error) => said.push(String(error)))
      page.on('console', (message) => {
        // A refused sign-in is a 401 that Chromium reports by itself.
        const isStatus = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isStatus) said.push(message.text())
      })
      await use()
      expect(said, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
  portal: async ({ page, server }, use) => {
    await signIn(page, server.keyFile)
    await use(page)
  },
})

export { expect }

/** A file by its path, or as it is. */
type KeyFile = Parameters<Locator['setInputFiles']>[0]

/** Signs in with a key file at the address where the page is, or at the start. A server that was given a public URL is confirmed. */
export async function signIn(page: Page, keyFile: KeyFile, options: { keep?: boolean } = {}): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/console/')
  const { publicUrl } = (await (await page.request.get(new URL('/console/server.json', page.url()).href)).json()) as {
    publicUrl: string
  }
  if (new URL(page.url()).origin !== publicUrl) await page.getByLabel(`This connection leads to ${publicUrl}`).check()
  if (options.keep) await page.getByLabel('Keep me signed in').check()
  await page.locator('input[type=file]').setInputFiles(keyFile)
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).not.toHaveText('Sign in to Keyplane')
}

let count = 0

/** Makes a project that no other test has. */
export async function makeProject(server: Server, name = 'Acme'): Promise<{ id: string; slug: string; name: string }> {
  const slug = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${process.pid.toString(36)}-${(count++).toString(36)}`
  const { createProject } = await server.graphql<{ createProject: { project: { id: string } } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }',
    { input: { slug, name } },
  )
  return { id: createProject.project.id, slug, name }
}
