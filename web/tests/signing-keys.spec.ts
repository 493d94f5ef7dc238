import { generateKeyPairSync } from 'node:crypto'

import type { Page } from '@playwright/test'

import { readerFile } from './support/adminKey'
import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

test('a rotation shows what will happen and when, then does it, and is refused a second time', async ({
  page,
  server,
}) => {
  const { slug } = await open(page, server)
  await page.getByRole('button', { name: 'Rotate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate Signing key' })
  await expect(dialog.getByText('The successor is in the JWKS, so that verifiers have it')).toBeVisible()
  await expect(dialog.getByRole('img', { name: /^Timeline/ })).toHaveAccessibleName(
    /Successor .*: published, next change/,
  )
  await look(page, 'signing-keys-rotate')
  await dialog.getByRole('textbox', { name: 'Name of the successor' }).fill('Spring')
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, 'Spring')).toContainText('Pending')
  await expect(row(page, 'Signing key')).toContainText('Active')
  expect(await publishedKids(server, slug)).toHaveLength(2)
  await look(page, 'signing-keys')
  await page.getByRole('button', { name: 'Rotate' }).click()
  await expect(dialog.getByText(/already has the successor/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Rotate key' })).toBeDisabled()
})

test('sooner than verifiers can know is refused beside the time, and forced only with a reason', async ({
  page,
  server,
}) => {
  await open(page, server)
  await page.getByRole('button', { name: 'Rotate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate Signing key' })
  await dialog.getByRole('radio', { name: 'At a chosen time' }).check()
  const time = dialog.getByLabel('Signs from')
  await time.fill(await inLocalTime(page, 3_600_000))
  await expect(time).toHaveAttribute('aria-invalid', 'true')
  await expect(dialog.getByText(/verifiers must have seen the key first/i)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Rotate key' })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Skip the publish-ahead' }).check()
  await expect(dialog.getByText('What will happen')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  await expect(dialog.getByText('Enter a reason for the audit log.')).toBeVisible()
  await dialog.getByRole('radio', { name: 'Now', exact: true }).check()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The old key may be known to others')
  await dialog.getByRole('textbox', { name: 'Name of the successor' }).fill('Emergency')
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  await expect(page.getByText('Emergency signs now')).toBeVisible()
  await expect(row(page, 'Signing key')).toContainText('Retiring')
})

test('an emergency revocation says what stops, wants the kid typed and a reason, and another key signs', async ({
  page,
  server,
}) => {
  const { slug } = await open(page, server)
  const [kid = ''] = await publishedKids(server, slug)
  await row(page, 'Signing key').getByRole('link', { name: 'Signing key' }).click()
  await page.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke Signing key?' })
  await expect(dialog.getByText('Every access token that it signed is refused at once')).toBeVisible()
  await expect(dialog.getByText('A new key is generated and signs at once.')).toBeVisible()
  await look(page, 'signing-keys-revoke')
  const revoke = dialog.getByRole('button', { name: 'Revoke key' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was in a repository')
  await expect(revoke).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^Type .* to confirm$/ }).fill('something else')
  await expect(revoke).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^Type .* to confirm$/ }).fill(kid.slice(-8))
  await revoke.click()
  await expect(dialog).toBeHidden()
  const kids = await publishedKids(server, slug)
  expect(kids).toHaveLength(1)
  expect(kids).not.toContain(kid)
  await page.getByRole('dialog', { name: 'Key' }).getByRole('button', { name: 'Close' }).click()
  await page.getByText('All', { exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: kid })).toContainText('Revoked')
  await expect(page.getByText('signs now')).toBeVisible()
})

test('a key is generated to sign later, and one that others hold hands its private half over', async ({
  page,
  server,
}) => {
  await open(page, server)
  await page.getByRole('button', { name: 'Generate key' }).click()
  const dialog = page.getByRole('dialog', { name: 'New signing key' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Autumn')
  await dialog.getByRole('button', { name: 'Generate' }).click()
  await expect(dialog.getByText('Autumn is ready')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'Autumn')).toContainText('Pending')
  await page.getByRole('button', { name: 'Generate key' }).click()
  await dialog.getByRole('radio', { name: /Another service signs/ }).check()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Edge')
  await dialog.getByRole('button', { name: 'Generate' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download PEM', exact: true }).click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/\.pem$/)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'Edge')).toContainText('Active')
})

test('a public key is imported, and a private one is refused beside its field', async ({ page, server }) => {
  const { slug } = await open(page, server)
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await page.getByRole('button', { name: 'Import key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a signing key' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Cluster')
  const publicKey = dialog.getByRole('textbox', { name: 'Public key' })
  await publicKey.fill(String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })))
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(publicKey).toHaveAttribute('aria-invalid', 'true')
  await publicKey.fill(String(pair.publicKey.export({ type: 'spki', format: 'pem' })))
  await dialog.getByRole('button', { name: 'Import' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'Cluster')).toContainText('ES256')
  expect(await publishedKids(server, slug)).toHaveLength(2)
})

test('the policy is changed, and what it does not allow is refused beside its field', async ({ page, server }) => {
  await open(page, server)
  await page.getByRole('button', { name: 'Change policy' }).click()
  const dialog = page.getByRole('dialog', { name: 'Key policy' })
  await expect(dialog.getByRole('button', { name: 'Save policy' })).toBeDisabled()
  const ahead = dialog.getByRole('textbox', { name: 'Publish-ahead', exact: true })
  await dialog.getByRole('combobox', { name: 'Publish-ahead: unit' }).selectOption('seconds')
  await dialog.getByRole('button', { name: 'Save policy' }).click()
  await expect(ahead).toHaveAccessibleDescription(/Must be 15 minutes to 90 days/)
  await look(page, 'signing-keys-policy')
  await dialog.getByRole('combobox', { name: 'Publish-ahead: unit' }).selectOption('hours')
  await ahead.fill('2')
  await dialog.getByRole('switch', { name: 'Rotate automatically' }).click()
  await dialog.getByRole('button', { name: 'Save policy' }).click()
  await expect(dialog).toBeHidden()
  const policy = page.getByRole('region', { name: 'Policy' })
  await expect(policy).toContainText('Every 90 days')
  await expect(policy).toContainText('2 hours')
  await expect(page.getByText(/^Next rotation:/)).toBeVisible()
})

test('a key that may only read is offered nothing that it may not do', async ({ page, server }) => {
  const { id, slug } = await makeProject(server)
  await page.goto(`/console/projects/${slug}/signing-keys`)
  await signIn(page, await readerFile(server, id))
  await expect(row(page, 'Signing key')).toBeVisible()
  for (const name of ['Rotate', 'Generate key', 'Import key', 'Change policy']) {
    await expect(page.getByRole('button', { name })).toBeHidden()
  }
})

/** Makes a project and opens its signing keys. */
async function open(page: Page, server: Server): Promise<{ id: string; slug: string }> {
  const project = await makeProject(server)
  await page.goto(`/console/projects/${project.slug}/signing-keys`)
  await signIn(page, server.keyFile)
  await expect(row(page, 'Signing key')).toBeVisible()
  return project
}

function row(page: Page, name: string) {
  return page
    .getByRole('table', { name: 'Signing keys' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
}

/** The kids in the project's JWKS, as any verifier sees them. */
async function publishedKids(server: Server, slug: string): Promise<string[]> {
  const answer = await fetch(`${server.url}/p/${slug}/.well-known/jwks.json`)
  const { keys } = (await answer.json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

/** A time so far from now, as the browser's picker takes it. */
async function inLocalTime(page: Page, milliseconds: number): Promise<string> {
  return page.evaluate((ahead) => {
    const date = new Date(Date.now() + ahead)
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  }, milliseconds)
}
