import { look } from './support/look'
import { expect, makeProject, signIn, test } from './support/test'

test('the slug follows the name until it is typed, and is checked while it is', async ({ portal, server }) => {
  const taken = await makeProject(server, 'Taken')
  await portal.getByRole('button', { name: 'New project' }).first().click()
  const name = portal.getByRole('textbox', { name: 'Name', exact: true })
  const slug = portal.getByRole('textbox', { name: 'Slug', exact: true })
  await name.fill('Übersee Handel 7')
  await expect(slug).toHaveValue('ubersee-handel-7')
  await expect(portal.getByText('Available.')).toBeVisible()
  await slug.fill(taken.slug)
  await expect(portal.getByText('Another project has or had this slug')).toBeVisible()
  await look(portal, 'project-new')
  await slug.fill('oauth')
  await expect(portal.getByText('This word is reserved for the server')).toBeVisible()
  await slug.fill('no_good')
  await expect(portal.getByText('Use 3 to 32 lower-case letters')).toBeVisible()
  await name.fill('Another name')
  await expect(slug).toHaveValue('no_good')
})

test('a project that is made opens, and a taken slug is refused beside its field', async ({ portal, server }) => {
  const taken = await makeProject(server, 'First')
  await portal.getByRole('button', { name: 'New project' }).first().click()
  await portal.getByRole('textbox', { name: 'Name', exact: true }).fill('Second')
  await portal.getByRole('textbox', { name: 'Slug', exact: true }).fill(taken.slug)
  await portal.getByRole('button', { name: 'Create project' }).click()
  await expect(portal.getByRole('textbox', { name: 'Slug', exact: true })).toHaveAttribute('aria-invalid', 'true')
  const slug = `${taken.slug}-2`
  await portal.getByRole('textbox', { name: 'Slug', exact: true }).fill(slug)
  await portal.getByRole('button', { name: 'Create project' }).click()
  await expect(portal).toHaveURL(new RegExp(`/console/projects/${slug}$`))
  await expect(portal).toHaveTitle(`Overview · ${slug} · Keyplane`)
})

test('the search finds by slug and by a word of the name, and is in the address', async ({ page, server }) => {
  const project = await makeProject(server, 'Harbour Lights')
  await page.goto('/console/')
  await signIn(page, server.keyFile)
  await page.getByRole('searchbox').fill('lights')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('link', { name: project.name })).toBeVisible()
  await expect(page).toHaveURL(/search=lights/)
  await page.getByRole('searchbox').fill('nothing-like-it')
  await expect(page.getByText(/No project matches/)).toBeVisible()
  await page.getByRole('searchbox').press('Escape')
  await expect(page.getByText(/No project matches/)).toBeHidden()
})

test('a link that is followed at once is not taken back by the search', async ({ page, server }) => {
  const project = await makeProject(server, 'At once')
  let deliver = () => {}
  const delivery = new Promise<void>((done) => (deliver = done))
  await page.route(/assets\/Overview.*js/, async (route) => {
    await delivery
    await route.fallback()
  })
  await page.clock.install()
  await page.goto('/console/')
  await signIn(page, server.keyFile)
  await page.getByRole('searchbox').fill('at')
  await page.locator(`a[href$="/projects/${project.slug}"]`).click()
  await page.clock.runFor(1000)
  deliver()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})

test('further pages load while scrolling', async ({ page, server }) => {
  test.slow()
  const prefix = `many${process.pid.toString(36)}`
  for (let index = 0; index < 120; index += 5) {
    const fields = [0, 1, 2, 3, 4].map((step) => {
      const slug = `${prefix}-${index + step}`
      return `m${step}: createProject(input: { slug: "${slug}", name: "${slug}", keyPolicy: { signingAlgorithm: ES256 } }) { project { id } }`
    })
    await server.graphql(`mutation { ${fields.join(' ')} }`)
  }
  await page.goto('/console/')
  await signIn(page, server.keyFile)
  await page.getByRole('searchbox').fill(prefix)
  await expect(page.getByText('120 projects')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Load more' })).toBeVisible()
  await look(page, 'projects-many')
  const oldest = page.getByRole('link', { name: `${prefix}-0`, exact: true })
  await expect(async () => {
    await page.mouse.wheel(0, 4000)
    await expect(oldest).toBeInViewport({ timeout: 500 })
  }).toPass()
  await expect(page.getByRole('button', { name: 'Load more' })).toBeHidden()
})
