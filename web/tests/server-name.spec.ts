import { readFile } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { makeAdminKey } from './support/adminKey'
import { BUILD } from './support/build'
import { look } from './support/look'
import { mintToken, startServer } from './support/server'
import type { AdminKeyFile, Server } from './support/server'
import { NOTHING, stored } from './support/stored'
import { expect, signIn, test } from './support/test'

const PRODUCTION = 'https://keys.example.com'
const STAGING = 'https://staging.example.com'

const alert = (page: Page) => page.getByRole('alert')
const projects = (page: Page) => page.getByRole('heading', { level: 1, name: 'Projects' })

/** Chooses a key file on the sign-in screen. */
async function choose(page: Page, file: AdminKeyFile): Promise<void> {
  const buffer = Buffer.from(JSON.stringify(file))
  await page.locator('input[type=file]').setInputFiles({ name: 'admin-key.json', mimeType: 'application/json', buffer })
}

/** The audiences of the tokens that the page sends, each once. */
function audiencesSent(page: Page): string[] {
  const found: string[] = []
  page.on('request', (request) => {
    const payload = request.headers().authorization?.split('.')[1]
    if (payload === undefined) return
    const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string }
    if (!found.includes(aud)) found.push(aud)
  })
  return found
}

const keyOf = async (server: Server) => JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile

/** Serves the portal of `server` at another origin, as a proxy with TLS does. */
async function serveAt(page: Page, origin: string, server: Server): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (BUILD !== undefined && pathname.startsWith('/console/') && !pathname.endsWith('/server.json'))
      return route.fallback()
    await route.fulfill({ response: await route.fetch({ url: `${server.url}${pathname}` }) })
  })
}

test('a key file of another server is refused with the names of both, and signs nothing', async ({ page, server }) => {
  const sent = audiencesSent(page)
  const own = await keyOf(server)
  await page.goto('/console/')
  for (const foreign of [
    { ...own, endpoint: `${PRODUCTION}/graphql`, audience: PRODUCTION },
    { ...own, endpoint: `${PRODUCTION}/graphql`, audience: 'keyplane' },
    { ...own, audience: `${PRODUCTION}/p/acme`, projectId: 'acme' },
  ]) {
    await choose(page, foreign)
    await expect(alert(page)).toContainText('This key belongs to another server.')
    await expect(alert(page)).toContainText(
      `The key file is for ${PRODUCTION}. This portal is served by ${server.url}. Sign in at ${PRODUCTION}/console/ instead.`,
    )
    await page.reload()
  }
  await choose(page, { ...own, endpoint: `${PRODUCTION}/graphql` })
  await expect(alert(page)).toContainText('another server')
  await look(page, 'sign-in-another-server')
  expect(sent).toEqual([])
})

test('every token that the portal signs names the server by URL, also with a key file from before', async ({
  page,
  server,
}) => {
  const { file, project } = await makeAdminKey(server)
  const sent = audiencesSent(page)
  await page.goto('/console/')
  await choose(page, { ...(await keyOf(server)), audience: 'keyplane' })
  await expect(projects(page)).toBeVisible()
  expect(sent).toEqual([server.url])
  await page.reload()
  await choose(page, { ...file, audience: project.slug })
  await expect(page).toHaveURL(new RegExp(`/projects/${project.slug}$`))
  expect(sent).toEqual([server.url, `${server.url}/p/${project.slug}`])
})

test('a key that an earlier version kept in the browser signs by URL from now on', async ({ page, server }) => {
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  await keepAs(page, 'keyplane')
  const sent = audiencesSent(page)
  await page.reload()
  await expect(projects(page)).toBeVisible()
  expect(sent).toEqual([server.url])
})

test('a kept key of another server is refused and forgotten', async ({ page, server }) => {
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  await keepAs(page, PRODUCTION)
  const sent = audiencesSent(page)
  await page.reload()
  await expect(alert(page)).toContainText('This key belongs to another server.')
  expect(await stored(page)).toEqual(NOTHING)
  expect(sent).toEqual([])
})

test('a pasted token for another server is not sent', async ({ page, server }) => {
  const sent = audiencesSent(page)
  await page.goto('/console/')
  await page.getByText('Token', { exact: true }).click()
  await page.getByLabel('Admin token').fill(mintToken(await keyOf(server), { aud: `${PRODUCTION}/p/acme` }))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(alert(page)).toContainText('This token belongs to another server.')
  expect(sent).toEqual([])
})

test.describe('a server that calls itself another name than the address of the page', () => {
  let named: Server
  test.beforeAll(async () => {
    named = await startServer(() => Promise.resolve())
  })
  test.afterAll(() => named.stop())

  test('is confirmed by who opened the tunnel, and a kept key stays confirmed', async ({ page }) => {
    const sent = audiencesSent(page)
    await page.goto(`${named.url}/console/`)
    await expect(page.getByText(`The server’s public URL is ${PRODUCTION}.`)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Drop admin-key.json here' })).toBeDisabled()
    await look(page, 'sign-in-tunnel')
    await signIn(page, named.keyFile, { keep: true })
    await expect(projects(page)).toBeVisible()
    await page.reload()
    await expect(projects(page)).toBeVisible()
    expect(sent).toEqual([PRODUCTION])
  })

  test('gets no key at an address that is not loopback: it may be a copy of the one whose name it has', async ({
    page,
  }) => {
    await serveAt(page, STAGING, named)
    await page.goto(`${STAGING}/console/`)
    await expect(
      page.getByText(`The page is loaded from ${STAGING}. The server’s public URL is ${PRODUCTION}.`),
    ).toBeVisible()
    await expect(page.locator('input[type=file]')).toHaveCount(0)
    await look(page, 'sign-in-copy')
    await page.getByText('Token', { exact: true }).click()
    await expect(page.getByText('Paste a token only if both addresses belong to the same server.')).toBeVisible()
    await look(page, 'sign-in-copy-token')
  })
})

/** Gives the kept key another audience, as an earlier version or another server would have kept it. */
async function keepAs(page: Page, audience: string): Promise<void> {
  await page.evaluate(async (audience) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(new Error('the browser keeps no key'))
      })
    const database = await answer(indexedDB.open('keyplane'))
    const store = database.transaction('session', 'readwrite').objectStore('session')
    const signer = (await answer(store.get('signer'))) as object
    await answer(store.put({ ...signer, audience }, 'signer'))
    database.close()
  }, audience)
}
