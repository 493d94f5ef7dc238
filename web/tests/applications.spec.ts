import { readFile } from 'node:fs/promises'

import { readerFile } from './support/adminKey'
import { makeApplication, openApplication, postWithSecret, runBash } from './support/applications'
import { look } from './support/look'
import { ask } from './support/server'
import type { AdminKeyFile } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

test('an empty list says what an application is for, and leads to the first one', async ({ page, server }) => {
  const { slug } = await makeProject(server, 'Shop')
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('No applications yet')).toBeVisible()
  await look(page, 'applications-empty')
  await page.getByRole('link', { name: 'New application' }).last().click()
  await expect(page).toHaveURL(/\/applications\/new$/)
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await look(page, 'application-new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('x'.repeat(300))
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Billing worker')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Billing worker' })).toBeVisible()
  await expect(page.getByText('No application keys')).toBeVisible()
})

test('a secret is shown once, asks before it is left, and gets a token', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { slug } = await makeProject(server, 'Shop')
  await page.goto(`/console/projects/${slug}/applications/new`)
  await signIn(page, server.keyFile)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Warehouse sync')
  // By keyboard: the arrow keys walk over the cards.
  await page.getByRole('radio', { name: /^Private key/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Secret in the header/ })).toBeChecked()
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { name: 'Client secret of Warehouse sync' })).toBeVisible()
  const secret = (await page.getByLabel('Client secret', { exact: true }).textContent()) ?? ''
  const questions: string[] = []
  page.once('dialog', (dialog) => {
    questions.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveText(secret)
  expect(questions).toEqual(['Leave without the secret? You have not copied it, and it is shown only once.'])

  await page.getByRole('button', { name: 'Copy secret' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await page.getByRole('button', { name: 'Go to the application' }).click()
  await expect(page.getByRole('heading', { name: 'Client secrets' })).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
  const kept = await page.evaluate(() => [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage)])
  expect(kept.join()).not.toContain(secret)

  const id = /app_\w+/.exec(page.url())?.[0] ?? ''
  const { status } = await postWithSecret(server, { id, slug, secret }, 'token', secret)
  expect(status).toBe(200)
})

test('the search is by name and stays in the address', async ({ page, server }) => {
  const { slug, id } = await makeApplication(server, { name: 'Harbour cranes' })
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await look(page, 'applications')
  await page.getByRole('searchbox').fill('cran')
  await expect(page).toHaveURL(/search=cran/)
  await expect(page.getByRole('link', { name: 'Harbour cranes' })).toBeVisible()
  await page.getByRole('searchbox').fill('arbour')
  await expect(page.getByText('No application matches “arbour”')).toBeVisible()
  await page.getByRole('searchbox').press('Escape')
  await page.getByRole('link', { name: 'Harbour cranes' }).click()
  await expect(page).toHaveURL(new RegExp(`/applications/${id}$`))
})

test('an application that does not exist is not found', async ({ page, server }) => {
  const { slug } = await makeProject(server)
  await openApplication(page, server, { slug, id: 'app_01m80t4jcge0095rzt36cxb3wp', secret: null })
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible()
})

test('settings are saved, and refused beside their fields', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  const secret = application.secret ?? ''
  await openApplication(page, server, application, 'settings')
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await look(page, 'application-settings')

  const lifetime = page.getByRole('textbox', { name: 'Lifetime' })
  await lifetime.fill('29')
  await page.getByLabel('Lifetime: unit').selectOption('days')
  await save.click()
  await expect(page.getByText('From 1 minute to 28 days.')).toBeVisible()
  await lifetime.fill('1')
  await page.getByLabel('Lifetime: unit').selectOption('hours')
  const claims = page.getByRole('combobox', { name: 'Allowed claims' })
  await claims.fill('scope')
  await claims.press('Enter')
  await save.click()
  await expect(page.getByText(/registered/i).last()).toBeVisible()
  await expect(claims).toHaveAttribute('aria-invalid', 'true')
  await claims.press('Backspace')
  await claims.fill('tenant')
  await claims.press('Enter')
  const audiences = page.getByRole('combobox', { name: 'Further audiences' })
  await audiences.fill('https://old.example.com/token')
  await audiences.press('Enter')
  const aliases = page.getByRole('combobox', { name: 'Client ID aliases' })
  await aliases.fill('billing@old')
  await aliases.press('Enter')
  await page.getByRole('switch', { name: 'Issue JWT as access token' }).click()
  await page.getByRole('textbox', { name: 'Owner' }).fill('billing@example.com')
  await page.getByRole('button', { name: 'Add label' }).click()
  await page.keyboard.type('team=billing')
  await save.click()
  await expect(page.getByText('Settings saved.')).toBeVisible()
  await expect(save).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Filter by team=billing' })).toBeVisible()

  const { node } = await server.graphql<{ node: { assertionAudiences: string[]; clientIdAliases: string[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Application { assertionAudiences clientIdAliases } } }',
    { id: application.id },
  )
  expect(node).toEqual({ assertionAudiences: ['https://old.example.com/token'], clientIdAliases: ['billing@old'] })

  const { body } = await postWithSecret(server, application, 'token', secret)
  expect(String(body.access_token)).not.toContain('.')
  expect(body.expires_in).toBe(3600)
})

test('settings that were not saved are not left by accident', async ({ page, server }) => {
  const application = await makeApplication(server)
  await openApplication(page, server, application, 'settings')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Another name')
  page.once('dialog', (dialog) => void dialog.dismiss())
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Another name')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Billing worker')
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await expect(page.getByRole('heading', { name: 'Identity' })).toBeVisible()
})

test('two secrets overlap, and a revoked one is refused', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  const first = application.secret ?? ''
  await openApplication(page, server, application)
  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByLabel('Name').fill('CI runner')
  await page.getByRole('button', { name: 'Expires in 90 days' }).click()
  await page.getByRole('radio', { name: 'One week' }).check()
  await look(page, 'application-new-secret')
  await page.getByRole('button', { name: 'Create secret' }).click()
  const second = (await page.getByLabel('Client secret', { exact: true }).textContent()) ?? ''
  await look(page, 'application-secret')
  await page.getByRole('button', { name: 'Copy secret' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  const rows = page.getByRole('list', { name: 'Client secrets' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('CI runner')
  await expect(rows.first()).not.toContainText('Expires: never')
  await expect(rows.last()).toContainText('Unnamed secret')
  for (const secret of [first, second]) {
    expect((await postWithSecret(server, application, 'token', secret)).status).toBe(200)
  }
  await look(page, 'application-secrets')
  await rows.last().getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Revoke secret' }).click()
  await expect(rows).toHaveCount(1)
  expect((await postWithSecret(server, application, 'token', first)).status).toBe(401)
  expect((await postWithSecret(server, application, 'token', second)).status).toBe(200)
})

test('disabling stops it and enabling brings it back', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  const secret = application.secret ?? ''
  await openApplication(page, server, application)
  await page.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByRole('dialog')).toContainText('It gets no new tokens')
  await look(page, 'application-disable')
  await page.getByRole('button', { name: 'Disable application' }).click()
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
  expect((await postWithSecret(server, application, 'token', secret)).status).toBe(401)
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('Enabled', { exact: true })).toBeVisible()
  expect((await postWithSecret(server, application, 'token', secret)).status).toBe(200)
})

test('revoking all tokens ends those that were issued', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  const secret = application.secret ?? ''
  const { body } = await postWithSecret(server, application, 'token', secret)
  const token = String(body.access_token)
  const isActive = async () => (await postWithSecret(server, application, 'introspect', secret, { token })).body.active
  expect(await isActive()).toBe(true)
  await openApplication(page, server, application, 'settings')
  await page.getByRole('button', { name: 'Revoke all tokens' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke all tokens' }).click()
  await expect(page.getByText(/^All tokens of .* revoked/)).toBeVisible()
  expect(await isActive()).toBe(false)
})

test('deleting needs the name, and leads back to the list', async ({ page, server }) => {
  const application = await makeApplication(server)
  await openApplication(page, server, application, 'settings')
  await page.getByRole('button', { name: 'Delete application' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Delete application' })
  await dialog.getByRole('textbox').fill('Billing')
  await expect(confirm).toBeDisabled()
  await look(page, 'application-delete')
  await dialog.getByRole('textbox').fill('Billing worker')
  await confirm.click()
  await expect(page.getByText('No applications yet')).toBeVisible()
})

test('another method forgets the secrets, and says so first', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  await openApplication(page, server, application, 'settings')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('radio', { name: /Secret in the body/ }).click()
  await expect(page.getByText('The current method is refused at once')).toBeVisible()
  await look(page, 'application-method')
  await page.getByRole('button', { name: 'Change method' }).click()
  await expect(page.getByText('No client secrets')).toBeVisible()
  expect((await postWithSecret(server, application, 'token', application.secret ?? '')).status).toBe(401)
})

test('the first program gets a token with the key that was just generated', async ({ page, server }) => {
  const application = await makeApplication(server)
  await openApplication(page, server, application, 'quick-start')
  await expect(page.getByText('There is no active key yet')).toBeVisible()
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await page.getByRole('button', { name: 'Generate key' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Production')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Generate/ })
    .click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download Key file (JSON)' }).click()
  const download = await downloading
  await page.getByRole('button', { name: 'Done' }).click()
  await look(page, 'application-credentials')
  await page.getByRole('tab', { name: 'Quick start' }).click()
  const sample = page.getByRole('region', { name: 'Get an access token in bash' })
  await expect(sample).toContainText(download.suggestedFilename())
  await look(page, 'application-quick-start')
  const keyFile = await readFile(await download.path(), 'utf8')
  const token = await runBash((await sample.textContent()) ?? '', { [download.suggestedFilename()]: keyFile }, {})
  expect(token.split('.')).toHaveLength(3)
  for (const name of ['Python', 'Node', 'Go', 'Rust']) {
    await page.getByRole('tab', { name }).click()
    await expect(page.getByRole('region', { name: `Get an access token in ${name}` })).toContainText(application.id)
  }
})

test('the first program gets a token with a secret of the environment', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_POST' })
  const secret = application.secret ?? ''
  await openApplication(page, server, application, 'quick-start')
  const code = (await page.getByRole('region', { name: 'Get an access token in bash' }).textContent()) ?? ''
  expect(code).not.toContain(secret)
  expect((await runBash(code, {}, { CLIENT_SECRET: secret })).split('.')).toHaveLength(3)
  await expect(runBash(code, {}, { CLIENT_SECRET: 'wrong' })).rejects.toThrow('invalid_client')
})

test('a key that may only read sees everything and is offered no change', async ({ page, server }) => {
  const application = await makeApplication(server, { authMethod: 'CLIENT_SECRET_BASIC' })
  const reader = await readerFile(server)
  await page.goto(`/console/projects/${application.slug}/applications/${application.id}?tab=settings`)
  await signIn(page, reader)
  await expect(page.getByText('Read-only: your admin key lacks the permission')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Issue JWT as access token' })).toBeDisabled()
  for (const name of ['Save', 'Disable', 'Change', 'Delete application']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  }
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await expect(page.getByRole('list', { name: 'Client secrets' })).toBeVisible()
  for (const name of ['New secret', 'Revoke', 'Generate key', 'Import']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  }
  const key = JSON.parse(reader.buffer.toString()) as AdminKeyFile
  await expect(
    ask(
      server.url,
      key,
      `mutation { revokeApplicationTokens(input: { applicationId: "${application.id}" }) { application { id } } }`,
    ),
  ).rejects.toThrow('FORBIDDEN')
})
