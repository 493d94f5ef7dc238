import { expect, test } from 'vitest'

import { slugFromName } from './slug'

test.each([
  ['Acme', 'acme'],
  ['  Acme Billing, Inc. ', 'acme-billing-inc'],
  ['Übersee Straße', 'ubersee-strasse'],
  ['--', ''],
  ['', ''],
  ['日本', ''],
  ['Team 7', 'team-7'],
])('the slug of %j is %j', (name, slug) => {
  expect(slugFromName(name)).toBe(slug)
})

test('a long name is cut, and never ends in a hyphen', () => {
  expect(slugFromName(`${'a'.repeat(31)} b`)).toBe('a'.repeat(31))
  expect(slugFromName('x'.repeat(60))).toHaveLength(32)
})
