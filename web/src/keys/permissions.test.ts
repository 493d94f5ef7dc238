import { expect, test } from 'vitest'

import { canGrant, permissionsOf, permissionsSummary, shortPermissions } from './permissions'

test('READ is named where it is the only one', () => {
  expect(shortPermissions(['READ'])).toEqual(['READ'])
  expect(shortPermissions(['KEYS_WRITE', 'READ'])).toEqual(['KEYS_WRITE'])
})

test('a key that may do all that its scope knows may do everything', () => {
  const all = permissionsOf('PROJECT').map(({ permission }) => permission)
  expect(permissionsSummary(all, 'PROJECT')).toBe('everything')
  expect(permissionsSummary(all, 'INSTANCE')).toBe('AUDIT_READ +5')
  expect(permissionsSummary([...all, 'INSTANCE_WRITE'], 'INSTANCE')).toBe('everything')
})

test('two permissions are both named', () => {
  expect(permissionsSummary(['READ', 'KEYS_WRITE', 'AUDIT_READ'], 'PROJECT')).toBe('AUDIT_READ, KEYS_WRITE')
})

test('nobody grants what they lack', () => {
  expect(canGrant(['AUDIT_READ'], 'READ')).toBe(true)
  expect(canGrant(['AUDIT_READ'], 'KEYS_WRITE')).toBe(false)
})
