import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { expect, test } from './test'

const WIDTHS = [1280, 360]

/**
 * Looks at a screen as it is now: axe finds nothing, light and dark; nothing is wider than a
 * phone; and pictures are kept under `screens/`.
 */
export async function look(page: Page, name: string): Promise<void> {
  // Four pictures and two walks of axe are a test of their own.
  test.setTimeout(test.info().timeout + 60_000)
  await test.step(`look at ${name}`, async () => {
    // A page that is still asking the server what to show has no heading yet.
    await expect(page.locator('h1')).not.toHaveCount(0)
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
      expect(found, `axe, ${scheme}`).toEqual([])
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 })
        // What floats finds its place a moment after the window.
        const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(overflow, { message: `wider than ${width} px` }).toBeLessThanOrEqual(0)
        // What stands over the page would stand over its first part only.
        const fullPage = (await page.getByRole('dialog').count()) === 0
        await page.screenshot({ path: `screens/${name}-${width}-${scheme}.png`, fullPage })
      }
      await page.setViewportSize({ width: 1280, height: 800 })
    }
    await page.emulateMedia({ colorScheme: 'light' })
  })
}
