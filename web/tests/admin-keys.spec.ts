import { createPrivateKey } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'

import { beginKey, dialog, makeKey, openAdminApi, save } from './support/keys'
import { look } from './support/look'
import { makeApplication, runBash } from './support/applications'
import { ask } from './support/server'
import type { AdminKeyFile } from './support/server'
import { NOTHING, stored } from './support/stored'
import { expect, signIn, test } from './support/test'
import { privateNumbers, publicNumbers, recordTraffic } from './support/traffic'
import type { Traffic } from './support/traffic'

const VIEWER = '{ viewer { key { kid } permissions } }'

interface ViewerAnswer {
  viewer: { key: { kid: string }; permissions: string[] }
}

test('a new project says what admin keys are for, and the first one calls the API in each of its forms', async ({
  page,
  server,
}) => {
  const { slug } = await openAdminApi(page, server)
  await expect(page.getByText('No admin keys')).toBeVisible()
  await look(page, 'admin-api-empty')
  await page.getByRole('button', { name: 'Generate key' }).click()
  await dialog(page).getByRole('button', { name: 'Generate key' }).click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await look(page, 'admin-key-new')
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Deploy robot')
  await dialog(page).getByRole('checkbox', { name: 'Applications' }).check()
  await dialog(page).getByRole('button', { name: 'Expires in 90 days' }).click()
  await makeKey(page)
  await expect(page.getByText('Save the private key now')).toBeVisible()
  await look(page, 'admin-key-reveal')

  const keyFile = await save(page, 'Key file (JSON)')
  const key = JSON.parse(keyFile.text) as AdminKeyFile
  expect(key).toMatchObject({
    type: 'admin',
    audience: `${server.url}/p/${slug}`,
    projectId: slug,
    endpoint: `${server.url}/graphql`,
  })
  expect(keyFile.name).toBe(`admin-key-${key.keyId}.json`)
  const forms = [
    key.key,
    (await save(page, 'PEM')).text,
    (await save(page, 'PEM (PKCS#1)')).text,
    asPem((await save(page, 'JWK')).text),
  ]
  for (const pem of forms) {
    const { viewer } = await ask<ViewerAnswer>(server.url, { ...key, key: pem }, VIEWER)
    expect(viewer).toEqual({ key: { kid: key.keyId }, permissions: ['READ', 'APPLICATIONS_WRITE'] })
  }

  await page.getByRole('button', { name: 'Done' }).click()
  await expect(dialog(page)).toBeHidden()
  const row = page.getByRole('row', { name: /Deploy robot/ })
  await expect(row).toContainText('Active')
  await expect(row).toContainText('APPLICATIONS_WRITE')
  await expect(row).toContainText('Generated')
  await expect(page.locator('body')).not.toContainText('PRIVATE KEY')
})

test('a key that is made in the browser never appears in any request', async ({ page, context, server }) => {
  const traffic = recordTraffic(context)
  await openAdminApi(page, server)
  await beginKey(page, 'Build machine')
  await dialog(page)
    .getByRole('radio', { name: /Generate in this browser/ })
    .check()
  await expect(dialog(page).getByRole('switch')).toBeHidden()
  await makeKey(page)
  const key = JSON.parse((await save(page, 'Key file (JSON)')).text) as AdminKeyFile
  for (const form of ['PEM', 'PEM (PKCS#1)', 'JWK']) await save(page, form)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row', { name: /Build machine/ })).toContainText('Imported')

  const { viewer } = await ask<ViewerAnswer>(server.url, key, VIEWER)
  expect(viewer.key.kid).toBe(key.keyId)
  expectUnsent(traffic, key.key)
  expect(await stored(page)).toEqual(NOTHING)
})

for (const [algorithm, path] of [
  ['ES256', 'applications'],
  ['EDDSA', 'signing-keys'],
] as const) {
  test(`nor does one of ${path} with ${algorithm}`, async ({ page, context, server }) => {
    const traffic = recordTraffic(context)
    const { slug, id } = await makeApplication(server)
    await page.goto(`/console/projects/${slug}/${path}${path === 'applications' ? `/${id}` : ''}`)
    await signIn(page, server.keyFile)
    await beginKey(page, 'Made here')
    await dialog(page)
      .getByRole('radio', { name: /Generate in this browser/ })
      .check()
    await dialog(page).getByRole('combobox', { name: 'Algorithm' }).selectOption(algorithm)
    await makeKey(page)
    const pem = (await save(page, 'PEM')).text
    await save(page, 'JWK')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('row', { name: /Made here/ })).toContainText('Imported')
    expectUnsent(traffic, pem)
    expect(await stored(page)).toEqual(NOTHING)
  })
}

/** What is looked for would be found: the public half was sent. */
function expectUnsent(traffic: Traffic, key: string): void {
  expect(publicNumbers(key).map(traffic.holds)).not.toContain(false)
  expect(privateNumbers(key).length).toBeGreaterThan(0)
  expect(privateNumbers(key).map(traffic.holds)).not.toContain(true)
  expect(traffic.says('PRIVATE KEY')).toBe(false)
  expect(traffic.says('PRIVATEKEY')).toBe(false)
}

test('a private key that was not saved is not left by accident', async ({ page, server }) => {
  await openAdminApi(page, server)
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('link', { name: 'Admin API' }).click()
  await beginKey(page, 'Forgotten')
  await makeKey(page)
  const questions: string[] = []
  let answer = false
  page.on('dialog', (question) => {
    questions.push(`${question.type()}: ${question.message()}`)
    void (answer ? question.accept() : question.dismiss())
  })
  const unsaved = 'confirm: Leave without the private key? You have not saved it, and you can save it only now.'
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.evaluate(() => history.back())
  await expect.poll(() => questions).toEqual([unsaved, unsaved, unsaved])
  await expect(page.getByText('Save the private key now')).toBeVisible()
  await page.reload({ timeout: 2000 }).catch(() => undefined)
  expect(questions.at(-1)).toMatch(/^beforeunload/)
  await expect(page.getByText('Save the private key now')).toBeVisible()

  answer = true
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  const asked = questions.length
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page).not.toHaveURL(/admin-api/)
  expect(questions).toHaveLength(asked)
})

test('a copy that the browser refused is not taken for saved', async ({ page, context, server }) => {
  await openAdminApi(page, server)
  await beginKey(page, 'Refused')
  await makeKey(page)
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Copy Key file (JSON)' }).click()
  await expect(page.getByText('Save the private key now')).toBeVisible()
  await page.reload().catch(() => undefined)
  await signIn(page, server.keyFile)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await beginKey(page, 'Granted')
  await makeKey(page)
  await page.getByRole('button', { name: 'Copy Key file (JSON)' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('PRIVATE KEY')
})

test('only a retained private key is downloaded again', async ({ page, server }) => {
  await openAdminApi(page, server)
  await beginKey(page, 'Not kept')
  await makeKey(page)
  await save(page, 'PEM')
  await page.getByRole('button', { name: 'Done' }).click()
  await beginKey(page, 'Kept')
  await dialog(page).getByRole('switch', { name: 'Keep an encrypted copy on the server' }).click()
  await makeKey(page)
  const first = await save(page, 'Key file (JSON)')
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('link', { name: 'Not kept' }).click()
  await expect(dialog(page).getByRole('button', { name: 'Revoke' })).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: 'Download private key' })).toBeHidden()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Kept', exact: true }).click()
  await page.getByRole('button', { name: 'Download private key' }).click()
  await page.getByRole('button', { name: 'Get private key' }).click()
  expect(await save(page, 'Key file (JSON)')).toEqual(first)
})

test('the sample that is shown runs as it is, beside the downloaded file', async ({ page, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { slug } = await openAdminApi(page, server)
  await beginKey(page, 'Nightly job')
  await makeKey(page)
  const keyFile = await save(page, 'Key file (JSON)')
  const pem = await save(page, 'PEM')
  await page.getByRole('button', { name: 'Done' }).click()
  for (const { file, form } of [
    { file: keyFile, form: 'Key file (JSON)' },
    { file: pem, form: 'PEM' },
  ]) {
    await page.getByLabel('Private key saved as').selectOption(form)
    await page.getByRole('button', { name: 'Copy Call the Admin API in bash' }).click()
    const code = await page.evaluate(() => navigator.clipboard.readText())
    expect(code).toContain(slug)
    const printed = JSON.parse(await runBash(code, { [file.name]: file.text }, {})) as { project: { name: string } }
    expect(printed).toMatchObject({ viewer: { scope: 'PROJECT', permissions: ['READ'] }, project: { name: 'Acme' } })
  }
  for (const language of ['Python', 'Node', 'Go', 'Rust']) {
    await page.getByRole('tab', { name: language }).click()
    const sample = page.getByRole('region', { name: `Call the Admin API in ${language}` })
    await expect(sample).toContainText(pem.name)
    await expect(sample).toContainText(`${server.url}/graphql`)
  }
  await look(page, 'admin-api')
})

function asPem(jwk: string): string {
  const key = createPrivateKey({ format: 'jwk', key: JSON.parse(jwk) as JsonWebKey })
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}
