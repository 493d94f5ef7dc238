import type { Page } from '@playwright/test'

/** What a browser without a session holds. */
export const NOTHING = { local: [], session: [], databases: [], caches: [] }

/** The names of everything that the portal's origin keeps in the browser. */
export async function stored(page: Page) {
  return await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }))
}
