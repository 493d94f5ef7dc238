import { expect, test } from 'vitest'

import { NO_FILTER, auditSearch, filterOf, isFiltered } from './search'

test('an address comes back as it was', () => {
  const search = {
    search: 'billing',
    actions: ['key.export'],
    actor: 'key_1',
    target: 'app_1',
    from: '2026-01-31',
    to: '2026-02-01',
    event: 'evt_1',
  }
  expect(auditSearch(search)).toEqual(search)
})

test.each([
  [{ actions: 'key.export' }],
  [{ search: '' }],
  [{ actions: [] }],
  [{ actions: [1] }],
  [{ actor: '' }],
  [{ target: 7 }],
  [{ from: 'yesterday' }],
  [{ to: '2026-1-1' }],
  [{ other: 'thing' }],
])('what makes no sense in an address is left out: %j', (search) => {
  expect(auditSearch(search)).toEqual({})
})

test('days are whole days of the reader, the last one included', () => {
  const { since, until } = filterOf({ from: '2026-03-28', to: '2026-03-29' })
  expect(since).toBe(new Date(2026, 2, 28).toISOString())
  // Also over the night in which the clocks change.
  expect(until).toBe(new Date(2026, 2, 30).toISOString())
})

test('an open event filters nothing', () => {
  expect(isFiltered({ event: 'evt_1' })).toBe(false)
  expect(isFiltered({ event: 'evt_1', target: 'app_1' })).toBe(true)
  expect(isFiltered({ search: 'billing' })).toBe(true)
  expect(isFiltered({ ...NO_FILTER, event: 'evt_1' })).toBe(false)
})
