import { expect, test } from 'vitest'

import { expiresIn } from './ExpiryBell'

test('days are counted until the end, begun ones too', () => {
  const day = 86_400_000
  expect(expiresIn(7 * day, 0)).toBe('expires in 7 days')
  expect(expiresIn(6 * day + 1, 0)).toBe('expires in 7 days')
  expect(expiresIn(day, 0)).toBe('expires within a day')
  expect(expiresIn(1, 0)).toBe('expires within a day')
  expect(expiresIn(0, 0)).toBe('expired')
})
