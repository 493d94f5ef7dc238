import type { Page } from '@playwright/test'

import { readerFile } from './support/adminKey'
import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

test('a new project says what to do first, and a task that is done is no link any more', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'Fresh')
  await open(page, server, slug)
  const tasks = page.getByRole('region', { name: 'Getting started' })
  await expect(tasks.getByText('1 of 6 done')).toBeVisible()
  await expect(page.getByText('No keys expire soon')).toBeVisible()
  await look(page, 'overview-new')
  await tasks.getByRole('link', { name: 'Create an application' }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}/applications/new$`))
  await server.graphql(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { clientSecret } }',
    {
      input: { projectId: id, name: 'Billing', type: 'SERVICE', authMethod: 'CLIENT_SECRET_BASIC' },
    },
  )
  await page.goBack()
  await expect(tasks.getByText('3 of 6 done')).toBeVisible()
  await expect(tasks.getByRole('link', { name: 'Create an application' })).toBeHidden()
  await tasks.getByRole('link', { name: 'Get an access token' }).click()
  await expect(page).toHaveURL(/\/applications\/app_\w+\?tab=quick-start$/)
})

test('every endpoint is copied with one press, as the server serves it', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { slug } = await makeProject(server)
  await open(page, server, slug)
  for (const [label, path] of [
    ['Issuer', ''],
    ['JWKS', '/.well-known/jwks.json'],
    ['Discovery', '/.well-known/openid-configuration'],
    ['Token', '/oauth/token'],
  ] as const) {
    await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(`${server.url}/p/${slug}${path}`)
  }
})

test('keys that expire soon and the latest events lead to their own screens', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'In use')
  await fill(server, id)
  await open(page, server, slug)
  const expiring = page.getByRole('region', { name: 'Keys expiring soon' })
  await expect(expiring.getByRole('listitem')).toHaveCount(1)
  await expect(expiring.getByRole('listitem')).toContainText('Key of Billing · no successor yet')
  await expect(expiring.getByRole('listitem')).toContainText('in 5 days')
  const picture = page.getByRole('img', { name: /^Timeline/ })
  await expect(picture).toHaveAccessibleName(/Signing key .*: signs, next change .*Next signer .*: published/)
  const events = page.getByRole('region', { name: 'Latest events' })
  await expect(events.getByRole('listitem').first()).toContainText(/Signing key .* rotated by First admin key/)
  await look(page, 'overview')
  await events.getByRole('link', { name: /^Signing key .* rotated by First admin key, / }).click()
  await expect(page).toHaveURL(/\/audit\?event=evt_/)
  await page.goBack()
  await expiring.getByRole('link', { name: 'Billing key' }).click()
  await expect(page).toHaveURL(/\/applications\/app_\w+\?key=key_/)
})

test('a key without AUDIT_READ is shown no events, and no error for them', async ({ page, server }) => {
  const { id, slug } = await makeProject(server)
  await signIn(page, await readerFile(server, id))
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}$`))
  await expect(page.getByRole('region', { name: 'Endpoints' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Latest events' })).toBeHidden()
  await expect(page.getByRole('alert')).toBeHidden()
})

async function open(page: Page, server: Server, slug: string): Promise<void> {
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('region', { name: 'Endpoints' })).toBeVisible()
}

/** An application whose key ends in five days, and a signing key that is rotated. */
async function fill({ graphql }: Server, projectId: string): Promise<void> {
  const { createApplication } = await graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId, name: 'Billing', type: 'SERVICE' } },
  )
  await graphql(
    'mutation ($input: GenerateApplicationKeyInput!) { generateApplicationKey(input: $input) { key { id } } }',
    {
      input: {
        applicationId: createApplication.application.id,
        name: 'Billing key',
        algorithm: 'ES256',
        expiresAt: new Date(Date.now() + 5 * 86_400_000 - 60_000).toISOString(),
      },
    },
  )
  const { node } = await graphql<{ node: { currentSigningKey: { id: string } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Project { currentSigningKey { id } } } }',
    { id: projectId },
  )
  await graphql('mutation ($input: RotateKeyInput!) { rotateKey(input: $input) { key { id } } }', {
    input: {
      keyId: node.currentSigningKey.id,
      name: 'Next signer',
      activatesAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    },
  })
}

test('the settings of a project are changed on its overview, and refused beside their fields', async ({
  page,
  server,
}) => {
  const { slug } = await makeProject(server, 'Shop')
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  await page.getByRole('button', { name: 'Edit project' }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: 'Save settings' })
  await expect(save).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Harbour shop')
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Sells anchors.')
  await dialog.getByRole('textbox', { name: 'Login URL' }).fill('http://login.example.com/')
  await save.click()
  await expect(dialog.getByRole('textbox', { name: 'Login URL' })).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'project-settings')
  await dialog.getByRole('textbox', { name: 'Login URL' }).fill('https://login.example.com/')
  await save.click()
  await expect(page.getByText('Sells anchors.')).toBeVisible()
  await expect(page.getByText('Harbour shop issues access tokens')).toBeVisible()
  await page.getByRole('button', { name: 'Edit project' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Login URL' })).toHaveValue('https://login.example.com/')
  await dialog.getByRole('textbox', { name: 'Login URL' }).fill('')
  await save.click()
  await expect(page.getByText('Project settings saved.').last()).toBeVisible()
})
