import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { Plugin } from 'vite'

const STYLES = join(import.meta.dirname, '../node_modules/@mantine/core/styles')
/** What every component needs; the rest of `styles.css` is a file for each component. */
const BASE = ['baseline.css', 'default-css-variables.css', 'global.css']
/**
 * Components whose elements have the classes of another one too, and whose own rules have to win. A part of such a
 * component (an arrow, say) may come without that other one, so its rules come first by themselves.
 */
const AFTER: Record<string, string[]> = { Combobox: ['Popover'] }
/** The class names of a component, which come with its code. */
const CLASS_NAMES = /\/@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/

/**
 * Takes Mantine's stylesheet apart: each component brings its own rules, so that the sign-in screen loads those of a
 * dozen components and not of a hundred. A component's code comes after that of the components which it is made of, and
 * so do its rules.
 */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('/@mantine/core/styles.css')) {
        return { code: BASE.map((name) => readFileSync(join(STYLES, name), 'utf8')).join('\n'), map: null }
      }
      const component = CLASS_NAMES.exec(id)?.[1]
      if (component === undefined) return null
      const sheet = join(STYLES, `${component}.css`)
      if (!existsSync(sheet)) this.error(`${basename(id)} has no stylesheet: expected ${sheet}`)
      const sheets = [...(AFTER[component] ?? []).map((name) => join(STYLES, `${name}.css`)), sheet]
      return { code: [...sheets.map((path) => `import ${JSON.stringify(path)}`), code].join('\n'), map: null }
    },
  }
}
