import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { expect, test } from 'vitest'

import { typeChoices } from './types'

test('the choices are the event types of the documentation', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/webhooks.md'), 'utf8')
  const table = page.slice(page.indexOf('| type | meaning |'))
  const documented = [...table.matchAll(/^\| `([a-zA-Z]+\.[a-zA-Z]+)` \|/gm)].map(([, type]) => type)
  const offered = typeChoices([]).flatMap(({ items }) => items.map(({ value }) => value))
  expect(offered.toSorted()).toEqual(documented.toSorted())
})

test('a chosen type that the portal does not know can be kept', () => {
  const choices = typeChoices(['later.thing'])
  expect(choices.at(-1)).toEqual({ group: 'Others', items: [{ value: 'later.thing', label: 'later.thing' }] })
})
