import { expect, test } from 'vitest'

import { withLocalTimes } from './localTimes'

test('the times of a sentence become those of the reader, and the rest stays', () => {
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = '2026-11-23T05:33:10.904Z'
  expect(withLocalTimes(`the key one expired at ${time}, not at 12:00`)).toBe(
    `the key one expired at ${local.format(new Date(time))}, not at 12:00`,
  )
})

test('what only looks like a time stays', () => {
  expect(withLocalTimes('9999-99-99T99:99:99Z')).toBe('9999-99-99T99:99:99Z')
})
