import { look } from './support/look'
import { expect, makeProject, signIn, test } from './support/test'

test('screens keep what they show during an outage, say so, and recover by themselves', async ({ page, server }) => {
  const { slug } = await makeProject(server, 'Recovers')
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('No applications yet')).toBeVisible()
  let isAway = true
  let asked = 0
  await page.route('**/graphql', (route) => {
    asked++
    return isAway ? route.fulfill({ status: 503, body: 'away', contentType: 'text/plain' }) : route.fallback()
  })
  await page.getByRole('link', { name: 'APIs', exact: true }).click()
  const banner = page.getByText('The server does not answer.')
  await expect(banner).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await look(page, 'outage')
  // What was seen before is there still.
  await page.getByRole('link', { name: 'Applications', exact: true }).click()
  await expect(page.getByText('No applications yet')).toBeVisible()
  await page.getByRole('link', { name: 'APIs', exact: true }).click()
  const before = asked
  await expect.poll(() => asked).toBeGreaterThan(before)
  isAway = false
  await expect(page.getByText('No APIs yet')).toBeVisible()
  await expect(banner).toBeHidden()
})

test('a mutation during an outage is refused once, and not sent again when it is over', async ({ page, server }) => {
  const { slug } = await makeProject(server, 'Not twice')
  await page.goto(`/console/projects/${slug}/applications/new`)
  await signIn(page, server.keyFile)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Once only')
  let isAway = true
  let mutations = 0
  await page.route('**/graphql', (route) => {
    if ((route.request().postData() ?? '').includes('mutation')) mutations++
    return isAway ? route.abort() : route.fallback()
  })
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  isAway = false
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByRole('link', { name: 'Applications', exact: true }).click()
  await expect(page.getByText('No applications yet')).toBeVisible()
  expect(mutations).toBe(1)
})
