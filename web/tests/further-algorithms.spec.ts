import { generateKeyPairSync } from 'node:crypto'

import { makeApplication, openApplication } from './support/applications'
import { dialog } from './support/keys'
import { look } from './support/look'
import { expect, test } from './support/test'

const pem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }) as string

test('an RSA key of an application may sign with further algorithms, from its import on or later', async ({
  page,
  server,
}) => {
  await openApplication(page, server, await makeApplication(server))
  await page.getByRole('button', { name: 'Import' }).first().click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('MSAL')
  await dialog(page).getByRole('textbox', { name: 'Public key' }).fill(pem())
  const further = dialog(page).getByRole('group', { name: 'Additional algorithms' })
  await dialog(page).getByRole('combobox', { name: 'Algorithm' }).selectOption('ES256')
  await expect(further).toBeHidden()
  await dialog(page).getByRole('combobox', { name: 'Algorithm' }).selectOption('RS256')
  await expect(further.getByRole('checkbox')).toHaveCount(5)
  await further.getByRole('checkbox', { name: 'PS256' }).check()
  await look(page, 'import-further-algorithms')
  await dialog(page).getByRole('button', { name: 'Import key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('link', { name: /MSAL/ }).click()
  await expect(dialog(page).getByText('RS256, also PS256')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Edit' }).click()
  await further.getByRole('checkbox', { name: 'PS256' }).uncheck()
  await further.getByRole('checkbox', { name: 'RS512' }).check()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page).getByText('RS256, also RS512')).toBeVisible()
})

test('a key that is not RSA is refused further algorithms beside their field', async ({ page, server }) => {
  await openApplication(page, server, await makeApplication(server))
  await page.getByRole('button', { name: 'Import' }).first().click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Curve')
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await dialog(page)
    .getByRole('textbox', { name: 'Public key' })
    .fill(publicKey.export({ type: 'spki', format: 'pem' }) as string)
  await dialog(page).getByRole('checkbox', { name: 'PS256' }).check()
  await dialog(page).getByRole('button', { name: 'Import key' }).click()
  await expect(dialog(page).getByText(/algorithm is ES256/i)).toBeVisible()
})
