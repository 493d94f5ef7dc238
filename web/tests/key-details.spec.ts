import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { makeAdminKey } from './support/adminKey'
import { dialog, openAdminApi, publicKeyForms } from './support/keys'
import { look } from './support/look'
import { expect, signIn, test } from './support/test'

test('a public key is imported in every form, by paste or by file', async ({ page, server }) => {
  test.slow()
  const folder = await mkdtemp(join(tmpdir(), 'keyplane-import-'))
  const forms = await publicKeyForms(folder)
  await rm(folder, { recursive: true })
  await openAdminApi(page, server)
  for (const [form, text] of Object.entries(forms)) {
    await page.getByRole('button', { name: 'Import' }).click()
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill(form)
    if (form.startsWith('X.509')) {
      const file = { name: 'robot.crt', mimeType: 'application/x-x509-ca-cert', buffer: Buffer.from(text) }
      await dialog(page).locator('input[type=file]').setInputFiles(file)
    } else {
      // Shell scripts strip newlines; the key is read all the same.
      await dialog(page).getByRole('textbox', { name: 'Public key' }).fill(text.replaceAll('\n', ''))
    }
    await expect(page.getByText(`Looks like: ${form}`)).toBeVisible()
    if (form.startsWith('Cert')) await look(page, 'admin-key-import')
    await dialog(page).getByRole('button', { name: 'Import key' }).click()
    await expect(page.getByText(`${form} is ready`)).toBeVisible()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('row').filter({ hasText: form })).toContainText('Imported')
  }
})

test('what cannot be imported is refused beside its field', async ({ page, server }) => {
  const requests: string[] = []
  const { id } = await openAdminApi(page, server)
  const { adminKey } = await server.graphql<{ adminKey: { key: { jwk: Record<string, string>; name: string } } }>(
    'mutation ($input: GenerateAdminKeyInput!) { adminKey: generateAdminKey(input: $input) { key { jwk name } } }',
    { input: { projectId: id, name: 'There already', permissions: ['READ'] } },
  )
  await page.getByRole('button', { name: 'Import' }).click()
  const publicKey = dialog(page).getByRole('textbox', { name: 'Public key' })
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Twin')
  page.on('request', (request) => requests.push(request.postData() ?? ''))
  const submit = dialog(page).getByRole('button', { name: 'Import key' })

  await publicKey.fill(
    '-----BEGIN PRIVATE KEY-----\nMIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEAAkEAq7BFUpkGp3+LQmlQ\n-----END PRIVATE KEY-----',
  )
  await submit.click()
  await expect(page.getByText('This is a private key. It was not sent.')).toBeVisible()
  expect(requests.join()).not.toContain('MIIBVgIBADANBgkqhkiG9w0B')

  await publicKey.fill('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')
  await submit.click()
  await expect(publicKey).toHaveAttribute('aria-invalid', 'true')

  await publicKey.fill(JSON.stringify(adminKey.key.jwk))
  await submit.click()
  await expect(publicKey).toHaveAccessibleDescription(/This public key is or was in use here/)
  await publicKey.fill(
    createPublicKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey).export({
      type: 'spki',
      format: 'pem',
    }) as string,
  )
  const kid = dialog(page).getByRole('textbox', { name: 'Key ID' })
  await kid.fill(adminKey.key.jwk.kid ?? '')
  await submit.click()
  await expect(kid).toHaveAccessibleDescription(/is or was in use here: choose another one/)
})

test('a key is changed in its drawer, which has an address of its own', async ({ page, server }) => {
  const { project, keyId } = await makeAdminKey(server, ['READ'])
  await page.goto(`/console/projects/${project.slug}/admin-api?key=${keyId}`)
  await signIn(page, server.keyFile)
  await expect(dialog(page).getByRole('heading', { name: 'a lesser key' })).toBeVisible()
  await look(page, 'key-details')
  await dialog(page).getByRole('tab', { name: 'Certificate' }).click()
  await expect(dialog(page).getByRole('region', { name: 'Public key as Certificate' })).toContainText(
    'BEGIN CERTIFICATE',
  )

  await dialog(page).getByRole('button', { name: 'Edit' }).click()
  const name = dialog(page).getByRole('textbox', { name: 'Name' })
  await name.fill('x'.repeat(300))
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await name.fill('a greater key')
  await dialog(page).getByRole('checkbox', { name: 'Read the audit log' }).check()
  await dialog(page).getByRole('button', { name: 'Expires in 30 days' }).click()
  await look(page, 'key-edit')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'a greater key' })).toBeVisible()
  await expect(dialog(page)).toContainText('AUDIT_READ')

  // Escape closes what is on top, and then the drawer.
  await dialog(page).getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('heading', { name: 'Edit key' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Edit key' })).toBeHidden()
  await expect(dialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).not.toHaveURL(/key=/)
  await page.goBack()
  await expect(dialog(page).getByRole('heading', { name: 'a greater key' })).toBeVisible()
})

test('an admin key is rotated and revoked where it is shown', async ({ page, server }) => {
  const { project, keyId } = await makeAdminKey(server, ['READ'])
  await page.goto(`/console/projects/${project.slug}/admin-api?key=${keyId}`)
  await signIn(page, server.keyFile)
  await dialog(page).getByRole('button', { name: 'Rotate' }).click()
  await dialog(page).getByRole('button', { name: 'Rotate key' }).click()
  await expect(page.getByText('Save the private key now')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Download Key file (JSON)' }).click()
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await expect(dialog(page).getByText('Retiring')).toBeVisible()
  // From the old key to its successor, which the link of the drawer opens.
  await dialog(page)
    .getByRole('definition')
    .filter({ has: page.getByRole('link') })
    .getByRole('link')
    .click()
  await expect(dialog(page).getByText('Active', { exact: true })).toBeVisible()

  await dialog(page).getByRole('button', { name: 'Revoke' }).click()
  const question = page.getByRole('dialog', { name: /^Revoke/ })
  const confirm = question.getByRole('button', { name: 'Revoke key' })
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: 'Reason' }).fill('it leaked')
  await question
    .getByRole('textbox', { name: /to confirm/ })
    .fill((await question.locator('label .mono').textContent()) ?? '')
  await confirm.click()
  await expect(page.getByRole('dialog').getByText('Revoked', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByText('All', { exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
})

test('a key that may only read is offered nothing else', async ({ page, server }, info) => {
  const { project, keyId, file } = await makeAdminKey(server, ['READ'])
  const path = info.outputPath('reader.json')
  await writeFile(path, JSON.stringify(file))
  await page.goto(`/console/projects/${project.slug}/admin-api?key=${keyId}`)
  await signIn(page, path)
  await expect(dialog(page).getByText('Signed in with this key')).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: /Edit|Revoke|Rotate/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /Generate key|Import/ })).toHaveCount(0)
  await page.goto('/console/instance')
  await signIn(page, path)
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible()
})

test('a key that does not exist is said so', async ({ page, server }) => {
  const { project } = await makeAdminKey(server)
  await page.goto(`/console/projects/${project.slug}/admin-api?key=key_01m80t4jcge0095rzt36cxb3wp`)
  await signIn(page, server.keyFile)
  await expect(dialog(page).getByText('Key not found')).toBeVisible()
})

test('the instance shows its admin keys, and makes another', async ({ page, server }) => {
  await page.goto('/console/instance')
  await signIn(page, server.keyFile)
  await expect(page.getByRole('row', { name: /First admin key/ })).toContainText('everything')
  await look(page, 'instance')
  await page.getByRole('button', { name: 'Generate key' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Second operator')
  await dialog(page).getByRole('checkbox', { name: 'Projects' }).check()
  await dialog(page).getByRole('button', { name: 'Generate key' }).click()
  await dialog(page).getByRole('button', { name: 'Download Key file (JSON)' }).click()
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row', { name: /Second operator/ })).toContainText('INSTANCE_WRITE')
})
