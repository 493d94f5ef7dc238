import { expect, test } from 'vitest'

import { cellLabel, cellOf } from './cell'
import type { Holder } from './useHolders'

const API = { id: 'api_1', name: 'orders', scopes: ['read', 'write', 'refund'] }

function holder(scopes: string[] | null, hasNextPage = false): Holder {
  const nodes = scopes ? [{ id: 'grt_1', scopes, api: { id: 'api_1' } }] : []
  return { id: 'app_1', name: 'Billing', type: 'SERVICE', enabled: true, grants: { nodes, pageInfo: { hasNextPage } } }
}

const label = (scopes: string[] | null, api = API) => cellLabel(cellOf(holder(scopes), api))

test('a crossing says which scopes are granted', () => {
  expect(label(['read'])).toBe('Billing at orders: read')
  expect(label(['read', 'write'])).toBe('Billing at orders: read, write')
  expect(label(['read', 'write', 'refund'])).toBe('Billing at orders: All scopes')
  expect(label([])).toBe('Billing at orders: No scopes')
  expect(label(null)).toBe('Billing at orders: no grant')
})

test('the only scope of an API is called by its name, and without scopes there is nothing to name', () => {
  expect(label(['read'], { ...API, scopes: ['read'] })).toBe('Billing at orders: read')
  expect(label([], { ...API, scopes: [] })).toBe('Billing at orders: Granted')
})

test('a grant that may be on a later page is not known', () => {
  expect(cellOf(holder(null, true), API).isUnknown).toBe(true)
  expect(cellOf(holder(['read'], true), API).isUnknown).toBe(false)
  expect(cellLabel(cellOf(holder(null, true), API))).toBe('Billing at orders: not known here')
})

test('a crossing opens the grant that is there', () => {
  expect(cellOf(holder(['read']), API).target.grant).toEqual({ id: 'grt_1', scopes: ['read'] })
  expect(cellOf(holder(null), API).target.grant).toBeNull()
})
