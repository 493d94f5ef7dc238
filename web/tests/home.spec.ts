import { look } from './support/look'
import { expect, makeProject, signIn, test } from './support/test'

const CREATE = `mutation ($input: CreateApplicationInput!) {
  createApplication(input: $input) { application { id } clientSecret } }`
const GENERATE = `mutation ($input: GenerateApplicationKeyInput!) {
  generateApplicationKey(input: $input) { key { id } } }`

test('the home names the projects that need attention, and leads to what does', async ({ page, server }) => {
  const { id, slug, name } = await makeProject(server, 'Needs care')
  const { createApplication } = await server.graphql<{
    createApplication: { application: { id: string }; clientSecret: string }
  }>(CREATE, {
    input: { projectId: id, name: 'Clerk', type: 'SERVICE', authMethod: 'CLIENT_SECRET_POST' },
  })
  const applicationId = createApplication.application.id
  const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString()
  await server.graphql(GENERATE, { input: { applicationId, name: 'Soon over', algorithm: 'ES256', expiresAt } })
  const refused = await fetch(`${server.url}/p/${slug}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: applicationId,
      client_secret: createApplication.clientSecret,
      resource: 'urn:nothing',
    }),
  })
  expect(refused.status).toBe(400)

  // Calls are counted within ten seconds.
  const counted = async () => {
    const ask = '{ attention { project { slug } refusedCalls } }'
    const found = await server.graphql<{ attention: { project: { slug: string } | null; refusedCalls: number }[] }>(ask)
    return found.attention.find(({ project }) => project?.slug === slug)?.refusedCalls
  }
  await expect.poll(counted, { timeout: 60_000 }).toBe(1)

  await page.goto('/console/')
  await signIn(page, server.keyFile)
  const attention = page.getByRole('region', { name: 'Needs attention' })
  const row = attention.getByRole('listitem').filter({ hasText: slug })
  await expect(row.getByRole('link', { name: '1 key expires in 5 days' })).toBeVisible()
  await expect(row.getByRole('link', { name: '1 call refused in 24 hours' })).toBeVisible()
  await look(page, 'home')
  await row.getByRole('link', { name: '1 key expires in 5 days' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.goBack()
  await row.getByRole('link', { name, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}$`))
})

test('the project switcher leads to the same screen of another project', async ({ page, server }) => {
  const one = await makeProject(server, 'Switch one')
  const two = await makeProject(server, 'Switch two')
  await page.goto(`/console/projects/${one.slug}/applications`)
  await signIn(page, server.keyFile)
  await page.getByRole('button', { name: `Project ${one.slug}: switch project` }).click()
  await page.getByRole('textbox', { name: 'Find a project' }).fill(two.slug)
  await expect(page.getByRole('option')).toHaveCount(1)
  await look(page, 'switcher')
  await page.getByRole('option', { name: two.name }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${two.slug}/applications$`))
})

test('the navigation of a project names each screen once', async ({ page, server }) => {
  const { slug } = await makeProject(server, 'Once')
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  const labels = await links.allInnerTexts()
  expect(new Set(labels).size).toBe(labels.length)
})

test('? lists the shortcuts, which lead to screens and fields, and not while typing', async ({ page, server }) => {
  const { slug } = await makeProject(server, 'Keys only')
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog.getByRole('row', { name: /Go to Applications/ })).toBeVisible()
  await look(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await expect(page.locator('[role="dialog"]')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('g?')
  await expect(page.getByRole('searchbox')).toHaveValue('g?')
  await expect(dialog).toBeHidden()
})

test('the palette knows actions and verbs, and finds the middle of a word in the open project', async ({
  page,
  server,
}) => {
  const { id, slug } = await makeProject(server, 'Verbs')
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(CREATE, {
    input: { projectId: id, name: 'Xylophones', type: 'SERVICE' },
  })
  const applicationId = createApplication.application.id
  await server.graphql(GENERATE, { input: { applicationId, name: 'Xylokey', algorithm: 'ES256' } })
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  const field = page.getByRole('textbox', { name: 'Jump to' })
  await page.keyboard.press('Control+K')
  await field.fill('lophon')
  await expect(page.getByRole('button', { name: /Xylophones/ })).toBeVisible()
  await field.fill('new app')
  await expect(page.getByRole('button', { name: /New application/ })).toBeVisible()
  await look(page, 'palette-actions')
  await field.fill('rotate xylo')
  await page.getByRole('button', { name: /Rotate Xylokey/ }).click()
  await expect(page.getByRole('dialog', { name: 'Rotate Xylokey' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/do=/)
  await page.goto(`/console/projects/${slug}`)
  await signIn(page, server.keyFile)
  await page.keyboard.press('Control+K')
  await field.fill('rotate')
  await page.getByRole('button', { name: /Rotate the signing key/ }).click()
  await expect(page.getByRole('dialog', { name: /^Rotate / })).toBeVisible()
})

test('the account menu is accessible', async ({ portal }) => {
  await portal.getByRole('button', { name: 'Signed-in key' }).click()
  await expect(portal.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await look(portal, 'account-menu')
})
