import { expect, test } from 'vitest'

import { callsOf, lastUseOf } from './words'

const NOW = Date.parse('2026-03-05T12:00:00Z')

test('something in use says when, by which address and how often', () => {
  const use = { acceptedLast24Hours: 8410, lastUsedAt: '2026-03-05T11:48:00Z', lastSourceAddress: '10.0.3.7' }
  expect(lastUseOf(use, NOW)).toBe('Used 12 minutes ago by 10.0.3.7, 8,410 calls in the last 24 hours.')
  expect(lastUseOf({ ...use, acceptedLast24Hours: 1, lastSourceAddress: null }, NOW)).toBe(
    'Used 12 minutes ago, 1 call in the last 24 hours.',
  )
})

test('something out of use says so first', () => {
  const use = { acceptedLast24Hours: 0, lastUsedAt: '2026-03-02T12:00:00Z', lastSourceAddress: '10.0.3.7' }
  expect(lastUseOf(use, NOW)).toBe('Not used in the last 24 hours. Last used 3 days ago by 10.0.3.7.')
  expect(lastUseOf({ ...use, lastUsedAt: null }, NOW)).toBe('Never used.')
})

test('a server whose clock is ahead does not speak of the future', () => {
  const use = { acceptedLast24Hours: 2, lastUsedAt: '2026-03-05T12:00:09Z', lastSourceAddress: null }
  expect(lastUseOf(use, NOW)).toBe('Used just now, 2 calls in the last 24 hours.')
})

test('numbers have separators and calls a plural', () => {
  expect([callsOf(0), callsOf(1), callsOf(1234567)]).toEqual(['0 calls', '1 call', '1,234,567 calls'])
})
