import { expect, test } from 'vitest'

import { isStale } from './stale'

const [before, after] = ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z']
const now = Date.parse('2026-01-02T00:00:00Z')
const key = { activatesAt: before, retiresAt: null, expiresAt: null }

test('a state is stale when the date of the next one has passed', () => {
  expect(isStale({ ...key, state: 'PENDING' }, now)).toBe(true)
  expect(isStale({ ...key, state: 'PENDING', activatesAt: after }, now)).toBe(false)
  expect(isStale({ ...key, state: 'ACTIVE' }, now)).toBe(false)
  expect(isStale({ ...key, state: 'ACTIVE', retiresAt: before, expiresAt: after }, now)).toBe(true)
  expect(isStale({ ...key, state: 'RETIRING', retiresAt: before, expiresAt: after }, now)).toBe(false)
  expect(isStale({ ...key, state: 'RETIRING', retiresAt: before, expiresAt: before }, now)).toBe(true)
})

test('what is over stays over', () => {
  expect(isStale({ ...key, state: 'EXPIRED', expiresAt: before }, now)).toBe(false)
  expect(isStale({ ...key, state: 'REVOKED', expiresAt: before }, now)).toBe(false)
})
