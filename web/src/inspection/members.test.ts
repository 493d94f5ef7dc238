import { expect, test } from 'vitest'

import { membersOf } from './members'

test('times are told as points in time, and everything else as it is', () => {
  expect(membersOf({ sub: 'app_1', exp: 1_800_000_000, aud: ['a', 'b'] })).toEqual([
    { name: 'sub', meaning: 'subject', value: 'app_1', time: undefined },
    { name: 'exp', meaning: 'ends', value: '1800000000', time: '2027-01-15T08:00:00.000Z' },
    { name: 'aud', meaning: 'audience', value: '["a","b"]', time: undefined },
  ])
})

test.each([['1800000000'], [1e300], [-1e300], [null], [{}]])('a time that is none is shown as it is: %j', (exp) => {
  expect(membersOf({ exp })?.[0]?.time).toBeUndefined()
})

test('a claim may be called like what every object has', () => {
  expect(membersOf(JSON.parse('{"constructor": 1, "__proto__": 2}'))).toEqual([
    { name: 'constructor', meaning: undefined, value: '1', time: undefined },
    { name: '__proto__', meaning: undefined, value: '2', time: undefined },
  ])
})

test.each([[null], [undefined], ['text'], [[1]]])('what is no JSON object has no members: %j', (json) => {
  expect(membersOf(json)).toBeNull()
})
