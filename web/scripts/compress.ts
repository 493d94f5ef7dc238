import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(css|html|js|json|svg|txt)$/
/** Below this a packet is not saved. */
const SMALLEST = 1024

/** Above this, in bytes, the best compression takes too long; only the explorer's editor is so large. */
const LARGE = 500_000

const brotli = promisify(brotliCompress)
const gz = promisify(gzip)

/**
 * Writes a `.br` and a `.gz` beside each text file of the build, for the server to choose from.
 * Browsers offer Brotli on secure origins and localhost only, hence both.
 */
export function compress(): Plugin {
  let folder = ''
  return {
    name: 'keyplane-compress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true }).catch((): string[] => [])
      await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => beside(join(folder, name))))
    },
  }
}

async function beside(path: string): Promise<void> {
  if ((await stat(path)).size < SMALLEST) return
  const bytes = await readFile(path)
  const quality = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  await Promise.all([
    brotli(bytes, { params: quality }).then((small) => writeFile(`${path}.br`, small)),
    gz(bytes, { level: 9 }).then((small) => writeFile(`${path}.gz`, small)),
  ])
}
