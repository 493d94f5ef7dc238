import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { DEFAULT_THEME } from '@mantine/core'
import { expect, test } from 'vitest'

import { theme } from './theme'

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')
const page = read('../../index.html')
const shell = read('shell/Shell.module.css')

/** The values of a property, in the order of the file. */
const valuesOf = (text: string, property: string) =>
  [...text.matchAll(new RegExp(`${property}: ([^;]+);`, 'g'))].map(([, value]) => value)

test('the frame of the first page has the measures of the shell', () => {
  const [header] = valuesOf(shell, '--header-height')
  const [navigation] = valuesOf(shell, '--navigation-width')
  expect(page).toContain(`height: ${header};`)
  expect(page).toContain(`inset: ${header} auto 0 0;`)
  expect(page).toContain(`width: ${navigation};`)
  expect(page).toContain(`margin-left: ${navigation};`)
})

test('the frame of the first page has the colours of the theme, light and dark', () => {
  const { gray, indigo } = DEFAULT_THEME.colors
  const dark = theme.colors?.dark ?? []
  expect(valuesOf(page, '--ground')).toEqual(['#fff', dark[7], dark[7]])
  expect(valuesOf(page, '--line')).toEqual([gray[4], dark[4], dark[4]])
  expect(valuesOf(page, '--bar')).toEqual([gray[2], dark[5], dark[5]])
  expect(page).toContain(`fill="${indigo[7]}"`)
})
