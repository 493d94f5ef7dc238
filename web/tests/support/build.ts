import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

import type { BrowserContext } from '@playwright/test'

/** A build to test in place of the one in the binary, which then need not be built again. */
const BUILD = process.env.KEYPLANE_TEST_DIST

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** Serves `KEYPLANE_TEST_DIST` under `/console/`, with the server's own headers. */
export async function serveBuild(context: BrowserContext): Promise<void> {
  const folder = BUILD
  if (folder === undefined) return
  await context.route(/\/console\//, async (route) => {
    const { port, pathname } = new URL(route.request().url())
    const path = pathname.replace('/console/', '')
    const file = path.includes('.') ? path : 'index.html'
    const { 'content-security-policy': policy = '' } = (await fetch(`http://127.0.0.1:${port}/console/`).then((answer) =>
      Object.fromEntries(answer.headers),
    )) as Record<string, string>
    await route.fulfill({
      body: await readFile(join(folder, file)),
      headers: { 'content-security-policy': policy, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' },
    })
  })
}
