import { expect, test } from 'vitest'

import { match, shortcutsOf } from './shortcuts'

const nothing = () => undefined
const ACTIONS = { openHelp: nothing, openSwitcher: nothing, focusSearch: nothing, go: nothing }

test('a sequence is hit by its presses in their order', () => {
  const shortcuts = shortcutsOf(ACTIONS, 'acme', true)
  const first = match(shortcuts, [], 'g')
  expect(first).toEqual({ hit: undefined, pressed: ['g'] })
  expect(match(shortcuts, first.pressed, 'a').hit?.label).toBe('Go to Applications')
  expect(match(shortcuts, [], '?').hit?.label).toBe('Show the keyboard shortcuts')
})

test('a press that does not go on may begin another sequence', () => {
  const shortcuts = shortcutsOf(ACTIONS, 'acme', true)
  expect(match(shortcuts, ['g'], '/').hit?.label).toBe('Search in the list')
  expect(match(shortcuts, ['g'], 'x')).toEqual({ hit: undefined, pressed: [] })
})

test('no two shortcuts have the same keys, and none begins with another', () => {
  const keys = shortcutsOf(ACTIONS, 'acme', true).map((one) => one.keys.join(' '))
  expect(new Set(keys).size).toBe(keys.length)
  for (const one of keys) expect(keys.filter((other) => other.startsWith(`${one} `))).toEqual([])
})

test('without a project only the instance’s screens have shortcuts, and a project’s key has no others', () => {
  const labels = (slug: string | undefined, isInstance: boolean) =>
    shortcutsOf({ ...ACTIONS, openSwitcher: undefined }, slug, isInstance).map(({ label }) => label)
  expect(labels(undefined, true)).toContain('Go to Projects')
  expect(labels(undefined, true)).not.toContain('Go to Applications')
  expect(labels('acme', false)).not.toContain('Go to Projects')
})
