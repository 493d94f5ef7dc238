import { expect, test } from './support/test'

test('the frame is painted before any script or stylesheet is here, and gives way to the screen', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((done) => (release = done))
  let held = 0
  await page.route('**/console/assets/**', async (route) => {
    held += 1
    await released
    await route.fallback()
  })
  await page.goto('/console/', { waitUntil: 'commit' })
  const frame = page.getByRole('status', { name: 'Loading' })
  await expect(frame).toBeVisible()
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)).toBe(1)
  expect(held).toBeGreaterThan(0)
  release()
  await expect(page.getByRole('heading', { name: 'Sign in to Keyplane' })).toBeVisible()
  await expect(frame).toBeHidden()
})

test('a portal whose code does not arrive says so', async ({ page }) => {
  await page.route('**/console/assets/react-*.js', (route) => route.abort())
  await page.goto('/console/')
  await expect(page.getByRole('alert')).toContainText('The portal could not be loaded.')
})
