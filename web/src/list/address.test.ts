import { expect, test } from 'vitest'

import { isNarrowed, listAddress, narrowingWords, sortOf } from './address'
import type { ListSpec } from './address'

const SPEC = {
  search: 'Search by name',
  filters: {
    state: { label: 'State', choices: { enabled: 'Enabled', disabled: 'Disabled' } },
    expiring: { label: 'Keys expire', choices: { '7': 'within 7 days', '30': 'within 30 days' } },
  },
  sorts: { newest: 'Newest first', name: 'Name' },
  hasLabels: true,
} satisfies ListSpec

const read = listAddress(SPEC)

test('an address reads back what a list was narrowed by', () => {
  const address = { search: 'bill', sort: 'name', state: 'disabled', labels: ['team=billing'] }
  expect(read(address)).toEqual(address)
  // The router makes a number of what looks like one.
  expect(read({ expiring: 30 })).toEqual({ expiring: '30' })
})

test('what makes no sense in an address is as if it were not there', () => {
  expect(read({ search: '', sort: 'newest', state: 'both', expiring: 31, labels: 'a=b', other: 'x' })).toEqual({})
  expect(read({ state: ['disabled'], sort: 'toString', expiring: null, labels: [1] })).toEqual({})
  expect(read({ state: 'constructor' })).toEqual({})
})

test('a list without a search or labels has none in its address', () => {
  const bare = listAddress({ filters: {}, sorts: { newest: 'Newest first' } })
  expect(bare({ search: 'bill', labels: ['a=b'] })).toEqual({})
})

test('the order is the first one unless the address names another', () => {
  expect(sortOf(SPEC, {})).toBe('newest')
  expect(sortOf(SPEC, { sort: 'name' })).toBe('name')
})

test('what the rows have in common is told in words', () => {
  const address = read({ search: 'bill', state: 'disabled', expiring: '7', labels: ['team=billing'] })
  expect(isNarrowed(SPEC, address)).toBe(true)
  expect(narrowingWords(SPEC, address)).toBe('“bill”, State: Disabled, Keys expire: within 7 days, and team=billing')
  expect(isNarrowed(SPEC, { sort: 'name' })).toBe(false)
})
