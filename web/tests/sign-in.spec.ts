import { readFile, writeFile } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { makeAdminKey, readerFile } from './support/adminKey'
import { look } from './support/look'
import { mintToken } from './support/server'
import type { AdminKeyFile } from './support/server'
import { NOTHING, stored } from './support/stored'
import { expect, makeProject, signIn, test } from './support/test'
import { privateNumbers, recordTraffic } from './support/traffic'

const KEY = 'Drop admin-key.json here, or choose it'

/** Chooses a file with this content on the sign-in screen. */
async function choose(page: Page, content: string, name = 'admin-key.json'): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
}

const alert = (page: Page) => page.getByRole('alert')

test('the key file of the first admin key signs in, and the key is in no request', async ({
  page,
  context,
  server,
}) => {
  const file = JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
  const traffic = recordTraffic(context)
  await page.goto('/console/')
  await look(page, 'sign-in')
  await signIn(page, server.keyFile)
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await look(page, 'projects')
  expect(traffic.says('Bearer ey')).toBe(true)
  expect(privateNumbers(file.key).map(traffic.holds)).not.toContain(true)
})

test('a PEM signs in after key ID and audience were given', async ({ page, server }) => {
  const file = JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
  await page.goto('/console/')
  await choose(page, file.key, 'key.pem')
  await page.getByLabel('Key ID').fill(file.keyId)
  await page.getByLabel('Audience').fill('keyplane')
  await look(page, 'sign-in-pem')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
})

test('a key file that is dropped, and one that is pasted, sign in', async ({ page, server }) => {
  const content = await readFile(server.keyFile, 'utf8')
  await page.goto('/console/')
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'admin-key.json'))
    return transfer
  }, content)
  await page.getByRole('button', { name: KEY }).dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Paste the key instead' }).click()
  await page.getByLabel('Key file or PEM').fill(content)
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
})

test('a token that is pasted signs in until it ends', async ({ page, server }) => {
  const file = JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
  await page.goto('/console/')
  await page.getByText('Token', { exact: true }).click()
  await page.getByLabel('Admin token').fill(`Bearer ${mintToken(file)}`)
  await look(page, 'sign-in-token')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
})

test('a wrong file is called what it is', async ({ page }) => {
  await page.goto('/console/')
  await choose(page, '{"type": "application", "keyId": "k", "key": ""}')
  await expect(alert(page)).toContainText('This is the key file of an application.')
  await look(page, 'sign-in-refused')
  await choose(page, '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')
  await expect(alert(page)).toContainText('This file holds a public key only.')
  await choose(page, 'x'.repeat(100_000))
  await expect(alert(page)).toContainText('The file is empty.')
})

test('each refusal of the guard is shown with its own reason and what to do', async ({ page, server }) => {
  const own = JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
  const other = await makeAdminKey(server)
  await page.goto('/console/')
  const cases: [object, string, string][] = [
    [{ keyId: 'nobody' }, 'UNKNOWN_KID', 'The server has no admin key with this ID'],
    [{ audience: 'no-such-project' }, 'WRONG_AUDIENCE', 'The audience must be the issuer or slug'],
    [{ key: other.file.key }, 'BAD_SIGNATURE', 'The private key does not match the key ID'],
  ]
  for (const [change, reason, remedy] of cases) {
    await choose(page, JSON.stringify({ ...own, ...change }))
    await expect(alert(page)).toContainText(reason)
    await expect(alert(page)).toContainText(remedy)
  }
  await other.revoke()
  await choose(page, JSON.stringify(other.file))
  await expect(alert(page)).toContainText('KEY_REVOKED')
})

test.describe('with a clock that is off', () => {
  for (const [minutes, text] of [
    [-20, "This computer's clock is 20 minutes behind the server's."],
    [20, "This computer's clock is 20 minutes ahead of the server's."],
  ] as const) {
    test(`by ${minutes} minutes, the screen says so`, async ({ page, server }) => {
      await page.clock.setSystemTime(Date.now() + minutes * 60_000)
      await page.goto('/console/')
      await choose(page, await readFile(server.keyFile, 'utf8'))
      await expect(alert(page)).toContainText(text)
    })
  }
})

test('over plain HTTP on another host the screen says what to do, and takes a token', async ({ page, server }) => {
  const file = JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
  await page.goto(`${server.url.replace('127.0.0.1', 'insecure.test')}/console/`)
  await expect(page.getByText('This page is not loaded over HTTPS')).toBeVisible()
  await look(page, 'sign-in-insecure')
  await page.getByLabel('Admin token').fill(mintToken(file))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
})

test('a key of a project opens its project, and sees no other screen', async ({ page, server }, info) => {
  const { file, project } = await makeAdminKey(server)
  const path = info.outputPath('admin-key.json')
  await writeFile(path, JSON.stringify(file))
  await page.goto('/console/')
  await signIn(page, path)
  await expect(page).toHaveURL(new RegExp(`/console/projects/${project.slug}$`))
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await expect(navigation.getByRole('link', { name: 'Signing keys' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: 'Projects' })).toBeHidden()
  await page.goto('/console/instance')
  await signIn(page, path)
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
})

test('a project’s key opens its project also where the code was there before the answer who it is', async ({
  page,
  server,
}) => {
  const { id, slug } = await makeProject(server)
  const code = page.waitForResponse(/\/assets\/Projects-.*\.js$/)
  await page.route('**/graphql', async (route) => {
    await code
    await route.continue()
  })
  await signIn(page, await readerFile(server, id))
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}$`))
})

test('a deep link waits behind the sign-in screen', async ({ page, server }) => {
  const { project } = await makeAdminKey(server)
  await page.goto(`/console/projects/${project.slug}/audit`)
  await signIn(page, server.keyFile)
  await expect(page).toHaveTitle(`Audit log · ${project.slug} · Keyplane`)
})

test('a key that is revoked meanwhile leads back to the sign-in screen, with the reason', async ({
  page,
  server,
}, info) => {
  const { file, revoke } = await makeAdminKey(server)
  const path = info.outputPath('admin-key.json')
  await writeFile(path, JSON.stringify(file))
  await page.goto('/console/')
  await signIn(page, path, { keep: true })
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await revoke()
  // Whichever request comes first finds out; the link may be gone before the mouse is there.
  await page.evaluate(() => document.querySelector<HTMLElement>('nav a[href$="/applications"]')?.click())
  await expect(alert(page)).toContainText('KEY_REVOKED')
  expect(await stored(page)).toEqual(NOTHING)
})
