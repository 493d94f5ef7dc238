import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { print, stripIgnoredCharacters } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { Plugin } from 'vite'

const GENERATED = join(import.meta.dirname, '../src/graphql/generated/graphql.ts')
/** A generated document: its name, and the document as JSON. */
const DOCUMENT = /^export const (\w+) = (\{.*\}) as unknown as DocumentNode/gm
/** The call that a component writes its query into. */
const CALL = /\bgraphql\(\s*`([^`]*)`,?\s*\)/g
const OPERATION = /^\s*(?:query|mutation|subscription)\s+(\w+)/m

/**
 * Puts each generated document into the module that wrote it, as text: a screen brings its own queries and not those of
 * every other, which the table that `graphql` reads holds, and the text is an eighth of the parsed document. A call that
 * has fragments alone is of no use when the program runs.
 */
export function documents(): Plugin {
  return {
    name: 'documents',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('/generated/') || !code.includes('graphql(`')) return null
      const known = new Map(
        [...readFileSync(GENERATED, 'utf8').matchAll(DOCUMENT)].map(([, name = '', json = '']) => [name, json]),
      )
      const inlined = code.replaceAll(CALL, (_, source: string) => {
        const name = OPERATION.exec(source)?.[1]
        if (name === undefined) return 'undefined'
        const json = known.get(`${name}Document`)
        if (json === undefined) this.error(`${name} is not generated: run npm run codegen`)
        return JSON.stringify(stripIgnoredCharacters(print(JSON.parse(json) as DocumentNode)))
      })
      return { code: inlined, map: null }
    },
  }
}
