import { look } from './support/look'
import { expect, makeProject, signIn, test } from './support/test'

test('the palette finds a project, an application and a key, and goes there', async ({ portal, server }) => {
  const project = await makeProject(server, 'Palette House')
  await server.graphql(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId: project.id, name: 'Zither', type: 'SERVICE' } },
  )
  await portal.keyboard.press('Control+K')
  const field = portal.getByRole('textbox', { name: 'Jump to' })
  await field.fill(project.slug)
  await expect(portal.getByRole('button', { name: `Palette House Project · ${project.slug}` })).toBeVisible()
  await look(portal, 'palette')
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(portal).toHaveURL(new RegExp(`/console/projects/${project.slug}$`))
  await portal.keyboard.press('Control+K')
  await field.fill('zith')
  await portal.getByRole('button', { name: 'Zither Application' }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Zither' })).toBeVisible()
  const { project: found } = await server.graphql<{ project: { currentSigningKey: { id: string; kid: string } } }>(
    'query ($slug: String!) { project(slug: $slug) { currentSigningKey { id kid } } }',
    { slug: project.slug },
  )
  await portal.keyboard.press('Control+K')
  await field.fill(found.currentSigningKey.kid)
  await portal.getByRole('button', { name: /Signing key/ }).click()
  await expect(portal).toHaveURL(new RegExp(`signing-keys\\?key=${found.currentSigningKey.id}$`))
})

test('the first press of Tab offers to skip the navigation', async ({ portal }) => {
  await portal.keyboard.press('Tab')
  const link = portal.getByRole('link', { name: 'Skip to content' })
  await expect(link).toBeFocused()
  await expect(link).toBeInViewport()
  await portal.keyboard.press('Enter')
  await expect(portal.locator('main')).toBeFocused()
})

test('after a navigation the focus is on the new heading, and the title says where', async ({ portal }) => {
  await portal.getByRole('link', { name: 'Token inspector' }).focus()
  await portal.keyboard.press('Enter')
  await expect(portal.getByRole('heading', { level: 1, name: 'Token inspector' })).toBeFocused()
  await expect(portal).toHaveTitle('Token inspector · Keyplane')
})

test('on a phone the navigation opens over the screen, and closes where it leads', async ({ portal, server }) => {
  await makeProject(server)
  await portal.setViewportSize({ width: 360, height: 740 })
  await portal.reload()
  await signIn(portal, server.keyFile)
  await portal.getByRole('link', { name: 'Acme' }).first().click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  const navigation = portal.getByRole('navigation', { name: 'Main' })
  await expect(navigation).toBeHidden()
  await portal.getByRole('button', { name: 'Navigation' }).click()
  await expect(navigation).toBeVisible()
  await portal.screenshot({ path: 'screens/navigation-360-light.png' })
  await navigation.getByRole('link', { name: 'Audit log' }).click()
  await expect(navigation).toBeHidden()
  await portal.getByRole('button', { name: 'Navigation' }).click()
  await expect(navigation).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(navigation).toBeHidden()
})

test('the colours follow the system until they are chosen', async ({ portal }) => {
  const root = portal.locator('html')
  await portal.emulateMedia({ colorScheme: 'dark' })
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await portal.getByRole('button', { name: 'Use the light colours' }).click()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
  await portal.getByRole('button', { name: 'Use the dark colours' }).click()
  await portal.emulateMedia({ colorScheme: 'light' })
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
})

test('an address that leads nowhere says so, and leads back', async ({ portal }) => {
  await portal.evaluate(() => history.pushState(null, '', '/console/nowhere'))
  await portal.evaluate(() => dispatchEvent(new PopStateEvent('popstate')))
  await expect(portal.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  await portal.getByRole('link', { name: 'Go to start page', exact: true }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
})
