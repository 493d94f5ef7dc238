import type { Page } from '@playwright/test'

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
