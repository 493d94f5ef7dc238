import { expect, test } from 'vitest'

import { clockError, noteServerDate } from './clock'

const NOW = Date.UTC(2026, 0, 31, 12)
const answer = (seconds: number) =>
  new Response(null, { headers: { date: new Date(NOW + seconds * 1000).toUTCString() } })

test.each([
  [0, null],
  [60, null],
  [-60, null],
  [61, "This computer's clock is 1 minute behind the server's."],
  [-600, "This computer's clock is 10 minutes ahead of the server's."],
  [7200, "This computer's clock is 2 hours behind the server's."],
  [-172_800, "This computer's clock is 2 days ahead of the server's."],
])('a server that is %i seconds ahead is told as: %s', (seconds, text) => {
  noteServerDate(answer(seconds), NOW)
  expect(clockError()).toBe(text)
})

test('an answer without a date changes nothing', () => {
  noteServerDate(answer(600), NOW)
  noteServerDate(new Response(), NOW)
  expect(clockError()).toContain('10 minutes behind')
})
