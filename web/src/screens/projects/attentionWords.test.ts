import { expect, test } from 'vitest'

import { findingsOf } from './attentionWords'

const NOW = new Date(2026, 10, 28, 12).getTime()
const DAY = 86_400_000
const NOTHING = {
  project: { id: 'prj_1', slug: 'acme', name: 'Acme' },
  cannotSign: false,
  expiringKeys: 0,
  firstExpiresAt: null,
  rotationDueSince: null,
  refusedCalls: 0,
}

test('a project without findings says nothing', () => {
  expect(findingsOf(NOTHING, NOW)).toEqual([])
})

test('each finding is told in words, the most urgent first', () => {
  const found = findingsOf(
    {
      ...NOTHING,
      cannotSign: true,
      expiringKeys: 2,
      firstExpiresAt: new Date(NOW + 5 * DAY).toISOString(),
      rotationDueSince: new Date(NOW - 800 * DAY).toISOString(),
      refusedCalls: 1204,
    },
    NOW,
  )
  expect(found.map(({ text }) => text)).toEqual([
    'No key can sign',
    '2 keys expire, the first in 5 days',
    'Signing key in use for 2 years',
    '1,204 calls refused in 24 hours',
  ])
})

test('one of a kind is told in the singular', () => {
  const one = { ...NOTHING, expiringKeys: 1, firstExpiresAt: new Date(NOW + DAY).toISOString(), refusedCalls: 1 }
  expect(findingsOf(one, NOW).map(({ text }) => text)).toEqual(['1 key expires tomorrow', '1 call refused in 24 hours'])
})
