import { expect, test } from 'vitest'

import { splitNames } from './names'

test('blanks stand between names, also in what is pasted, and each is there once', () => {
  expect(splitNames(['read write', ' read\torders:write\n'])).toEqual(['read', 'write', 'orders:write'])
  expect(splitNames(['Read', 'read'])).toEqual(['Read', 'read'])
  expect(splitNames(['  '])).toEqual([])
})
