import { expect, test } from 'vitest'

import type { Permission } from '../graphql/generated/graphql'
import { actionsFor } from './abilities'

type Subject = Parameters<typeof actionsFor>[0]

const subject = (changes: Partial<Subject> = {}): Subject => ({
  state: 'ACTIVE',
  purpose: 'APPLICATION',
  origin: 'GENERATED',
  privateKeyRetained: false,
  permissions: null,
  successor: null,
  ...changes,
})
const WRITE: Permission[] = ['READ', 'KEYS_WRITE']
const ADMIN: Permission[] = ['ADMIN_KEYS_WRITE', 'KEYS_EXPORT']

test('a reader can do nothing to a key', () => {
  expect(actionsFor(subject(), ['READ', 'AUDIT_READ', 'ADMIN_KEYS_WRITE'])).toEqual([])
})

test('an active key is rotated, edited and revoked', () => {
  expect(actionsFor(subject(), WRITE)).toEqual(['rotate', 'edit', 'revoke'])
})

test('a private key is given again where it was retained, to who may export', () => {
  const retained = subject({ privateKeyRetained: true })
  expect(actionsFor(retained, WRITE)).not.toContain('export')
  expect(actionsFor(retained, ['KEYS_EXPORT'])).toEqual(['export'])
  expect(actionsFor(subject(), ['KEYS_EXPORT'])).toEqual([])
})

test.each([
  { origin: 'IMPORTED' as const },
  { state: 'RETIRING' as const },
  { state: 'PENDING' as const },
  { successor: { id: 'key_2', kid: 'k2' } },
])('only an active key that was made here and has no successor is rotated: %o', (changes) => {
  expect(actionsFor(subject(changes), WRITE)).toEqual(['edit', 'revoke'])
})

test.each(['EXPIRED' as const, 'REVOKED' as const])('a key that has ended does not change: %s', (state) => {
  expect(actionsFor(subject({ state, privateKeyRetained: true }), [...WRITE, ...ADMIN])).toEqual([])
})

test('an admin key that may do more than yours is out of reach', () => {
  const admin = subject({ purpose: 'ADMIN', permissions: ['READ', 'KEYS_WRITE'] })
  expect(actionsFor(admin, ADMIN)).toEqual([])
  expect(actionsFor(admin, [...ADMIN, 'KEYS_WRITE'])).toEqual(['rotate', 'edit', 'revoke'])
})
