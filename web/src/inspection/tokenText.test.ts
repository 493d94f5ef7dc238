import { expect, test } from 'vitest'

import { tokenOf } from './tokenText'

test.each([
  ['a.b.c', 'a.b.c'],
  ['  a.b.c\n', 'a.b.c'],
  ['Bearer a.b.c', 'a.b.c'],
  ['bearer  a.b.c', 'a.b.c'],
  ['Authorization: Bearer a.b.c', 'a.b.c'],
  ["'Authorization: Bearer a.b.c'", 'a.b.c'],
  ['"a.b.c"', 'a.b.c'],
  ['aaaa\nbbbb.cc\r\ncc.dd', 'aaaabbbb.cccc.dd'],
  ['', ''],
])('the token is found in what was pasted: %j', (pasted, token) => {
  expect(tokenOf(pasted)).toBe(token)
})
