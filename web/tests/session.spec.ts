import type { Page } from '@playwright/test'

import { look } from './support/look'
import { expect, signIn, test } from './support/test'
import { NOTHING, stored } from './support/stored'

const signOut = async (page: Page) => {
  await page.getByRole('button', { name: 'Signed-in key' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
}

const signInHeading = (page: Page) => page.getByRole('heading', { name: 'Sign in to Keyplane' })

test('without the tick a reload asks for the key again', async ({ portal }) => {
  expect(await stored(portal)).toEqual(NOTHING)
  await portal.reload()
  await expect(signInHeading(portal)).toBeVisible()
})

test('with the tick the session outlives a reload, and the kept key cannot be read out', async ({ page, server }) => {
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('keyplane')
      request.onsuccess = () => done(request.result)
    })
    const { key } = await new Promise<{ key: CryptoKey }>((done) => {
      const request = database.transaction('session').objectStore('session').get('signer') as IDBRequest<{
        key: CryptoKey
      }>
      request.onsuccess = () => done(request.result)
    })
    database.close()
    const taken = await crypto.subtle.exportKey('pkcs8', key).then(
      () => 'read out',
      () => 'refused',
    )
    return { extractable: key.extractable, taken }
  })
  expect(kept).toEqual({ extractable: false, taken: 'refused' })
})

test('a kept key signs for as long as was chosen, and is forgotten then', async ({ page, server }) => {
  await page.clock.install()
  await page.goto('/console/')
  await page.getByLabel('Keep me signed in').check()
  await page.getByLabel('For how long').selectOption('1 hour')
  await look(page, 'sign-in-keep')
  await signIn(page, server.keyFile)
  await page.clock.fastForward('59:00')
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await page.clock.fastForward('01:05')
  await expect(signInHeading(page)).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('The time for which this browser kept the key is over.')
  await expect.poll(() => stored(page)).toEqual(NOTHING)
})

test('a kept key whose time ended while no tab was open is forgotten by the next one', async ({
  page,
  context,
  server,
}) => {
  await page.goto('/console/')
  await page.getByLabel('Keep me signed in').check()
  await page.getByLabel('For how long').selectOption('1 hour')
  await signIn(page, server.keyFile)
  await page.close()
  const later = await context.newPage()
  await later.clock.install({ time: Date.now() + 3_601_000 })
  await later.goto('/console/')
  await expect(later.getByRole('alert')).toContainText('The time for which this browser kept the key is over.')
  expect(await stored(later)).toEqual(NOTHING)
})

test('signing out leaves nothing in the browser, and signs out its other tabs', async ({ page, context, server }) => {
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  const other = await context.newPage()
  await other.goto('/console/')
  await expect(other.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await signOut(page)
  await expect(signInHeading(page)).toBeVisible()
  await expect(signInHeading(other)).toBeVisible()
  await expect.poll(() => stored(page)).toEqual(NOTHING)
  expect(await context.cookies()).toEqual([])
  await other.reload()
  await expect(signInHeading(other)).toBeVisible()
})
