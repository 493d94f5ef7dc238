import { expect, test } from 'vitest'

import type { KeyDetailsFragment } from '../graphql/generated/graphql'
import { changesOf, isForceable, valuesOf } from './edit'

const SIGNING = {
  id: 'key_1',
  name: 'signer',
  purpose: 'SIGNING',
  custody: 'SERVER',
  algorithm: 'RS256',
  expiresAt: null,
  permissions: null,
  additionalAlgorithms: [],
} as unknown as KeyDetailsFragment
const ADMIN: KeyDetailsFragment = {
  ...SIGNING,
  purpose: 'ADMIN',
  custody: 'HOLDER',
  permissions: ['READ', 'AUDIT_READ'],
}
const SOON = '2026-01-31T12:00:00.000Z'

test('a form that nobody touched changes nothing', () => {
  for (const key of [SIGNING, ADMIN]) expect(changesOf(key, valuesOf(key))).toEqual({ keyId: 'key_1' })
})

test('only what was changed is sent; the order of a choice is no change', () => {
  expect(changesOf(ADMIN, { ...valuesOf(ADMIN), name: ' signer ', permissions: ['AUDIT_READ', 'READ'] })).toEqual({
    keyId: 'key_1',
  })
  expect(changesOf(ADMIN, { ...valuesOf(ADMIN), name: 'other', permissions: ['READ'] })).toEqual({
    keyId: 'key_1',
    name: 'other',
    permissions: ['READ'],
  })
  expect(changesOf(SIGNING, { ...valuesOf(SIGNING), additionalAlgorithms: ['PS256'] }).additionalAlgorithms).toEqual([
    'PS256',
  ])
})

test('a reason goes with force, and not without', () => {
  const values = { ...valuesOf(SIGNING), expiresAt: SOON, reason: ' leaked ' }
  expect(changesOf(SIGNING, values)).toEqual({ keyId: 'key_1', expiresAt: SOON })
  expect(changesOf(SIGNING, { ...values, force: true })).toEqual({
    keyId: 'key_1',
    expiresAt: SOON,
    force: true,
    reason: 'leaked',
  })
})

test('force is offered for the end of a key that signs here, and for no other refusal', () => {
  const nearer = { ...valuesOf(SIGNING), expiresAt: SOON }
  expect(isForceable(SIGNING, nearer, 'PRECONDITION_FAILED')).toBe(true)
  expect(isForceable(SIGNING, nearer, 'INVALID_INPUT')).toBe(false)
  expect(isForceable(SIGNING, nearer, undefined)).toBe(false)
  expect(isForceable(SIGNING, { ...nearer, expiresAt: null }, 'PRECONDITION_FAILED')).toBe(false)
  expect(isForceable({ ...SIGNING, custody: 'HOLDER' }, nearer, 'PRECONDITION_FAILED')).toBe(false)
  expect(isForceable(ADMIN, { ...valuesOf(ADMIN), expiresAt: SOON }, 'PRECONDITION_FAILED')).toBe(false)
})
