import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

import type { BrowserContext } from '@playwright/test'

/** A build to test in place of the one in the binary, which then need not be built again. */
export const BUILD = process.env.KEYPLANE_TEST_DIST

/** Media types of the files of a build. */
export const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** Serves `KEYPLANE_TEST_DIST` under `/console/` of every host, with the headers of the server at `url`. */
export async function serveBuild(context: BrowserContext, url: string): Promise<void> {
  const folder = BUILD
  if (folder === undefined) return
  await context.route(/\/console\//, async (route) => {
    const { pathname } = new URL(route.request().url())
    // The server's own word, which no build holds.
    if (pathname === '/console/server.json') return route.fallback()
    const path = pathname.replace('/console/', '')
    const file = path.includes('.') ? path : 'index.html'
    const { 'content-security-policy': policy = '' } = (await fetch(`${url}/console/`).then((answer) =>
      Object.fromEntries(answer.headers),
    )) as Record<string, string>
    await route.fulfill({
      body: await readFile(join(folder, file)),
      headers: {
        'content-security-policy': policy,
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      },
    })
  })
}
