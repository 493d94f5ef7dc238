import { expect, test } from 'vitest'

import { applicationArguments } from './list'

const NOW = Date.UTC(2026, 10, 28, 12)

test('an address without choices asks for every application, newest first', () => {
  expect(applicationArguments({}, NOW)).toMatchObject({
    search: null,
    labels: [],
    orderBy: 'NEWEST',
    filter: { enabled: null, usedSince: null, unusedSince: null, keysExpireWithinDays: null },
  })
})

test('each choice becomes a condition of the server', () => {
  const address = {
    search: 'bill',
    labels: ['team=billing'],
    type: 'SERVICE',
    state: 'disabled',
    method: 'PRIVATE_KEY_JWT',
    used: '-30',
    expiring: '7',
    sort: '-used',
  }
  expect(applicationArguments(address, NOW)).toEqual({
    search: 'bill',
    labels: [{ key: 'team', value: 'billing' }],
    orderBy: 'LEAST_RECENTLY_USED',
    filter: {
      types: ['SERVICE'],
      authMethods: ['PRIVATE_KEY_JWT'],
      enabled: false,
      usedSince: null,
      unusedSince: '2026-10-29T12:00:00.000Z',
      keysExpireWithinDays: 7,
    },
  })
  expect(applicationArguments({ used: '1' }, NOW).filter).toMatchObject({
    usedSince: '2026-11-27T12:00:00.000Z',
    unusedSince: null,
  })
})
