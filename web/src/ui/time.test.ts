import { expect, test } from 'vitest'

import { expiryWords, relativeTime } from './time'

const NOW = new Date(2026, 10, 28, 15, 30).getTime()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [0, 'just now'],
  [-10_000, 'just now'],
  [10_000, 'in less than a minute'],
  [-50_000, '1 minute ago'],
  [-5 * MINUTE, '5 minutes ago'],
  [-59 * MINUTE, '59 minutes ago'],
  [59.8 * MINUTE, 'in 1 hour'],
  [-61 * MINUTE, '1 hour ago'],
  [3 * HOUR - 1000, 'in 3 hours'],
  [-21 * HOUR, '21 hours ago'],
  [-23 * HOUR, 'yesterday'],
  [23 * HOUR, 'tomorrow'],
  [-3 * DAY, '3 days ago'],
  [30 * DAY - 1000, 'in 30 days'],
  [30 * DAY, 'in 30 days'],
  [31 * DAY, 'in 31 days'],
  [60 * DAY, 'in 2 months'],
  [-90 * DAY, '3 months ago'],
  [365 * DAY, 'in 1 year'],
  [-800 * DAY, '2 years ago'],
])('%i milliseconds from now is %s', (difference, words) => {
  expect(relativeTime(NOW + difference, NOW)).toBe(words)
})

test('yesterday is the day before today, whatever the hour', () => {
  const evening = new Date(2026, 10, 27, 16, 0).getTime()
  expect(relativeTime(evening, NOW)).toBe('yesterday')
  expect(relativeTime(new Date(2026, 10, 26, 20, 0).getTime(), NOW)).toBe('2 days ago')
  const night = new Date(2026, 10, 28, 0, 30).getTime()
  expect(relativeTime(new Date(2026, 10, 28, 23, 0).getTime(), night)).toBe('tomorrow')
})

test('an expiry says whether it has passed', () => {
  expect(expiryWords(NOW + 7 * DAY, NOW)).toBe('expires in 7 days')
  expect(expiryWords(NOW - DAY, NOW)).toBe('expired yesterday')
  expect(expiryWords(NOW, NOW)).toBe('expired just now')
})
