import { expect, test } from 'vitest'

import { losses, removedScopes, sameScopes } from './scopes'

test('a scope that is not in the new list is removed', () => {
  expect(removedScopes(['read', 'write'], ['write', 'refund'])).toEqual(['read'])
  expect(removedScopes([], ['read'])).toEqual([])
})

test('the order of scopes is part of them', () => {
  expect(sameScopes(['read', 'write'], ['read', 'write'])).toBe(true)
  expect(sameScopes(['read', 'write'], ['write', 'read'])).toBe(false)
  expect(sameScopes(['read'], ['read', 'write'])).toBe(false)
})

test('only grants that hold a removed scope lose something', () => {
  const billing = { id: 'app_1', name: 'Billing' }
  const ledger = { id: 'app_2', name: 'Ledger' }
  const grants = [
    { application: billing, scopes: ['read', 'write'] },
    { application: ledger, scopes: ['read'] },
  ]
  expect(losses(grants, ['write', 'refund'])).toEqual([{ application: billing, scopes: ['write'] }])
})
