import { expect, signIn, test } from './support/test'
import { look } from './support/look'

test('the key file of the first admin key signs in', async ({ page, server }) => {
  await page.goto('/console/')
  await look(page, 'sign-in')
  await signIn(page, server.keyFile)
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await look(page, 'projects')
})
