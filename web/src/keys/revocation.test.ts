import { expect, test } from 'vitest'

import { confirmationOf, consequencesOf } from './revocation'
import type { Revocable } from './revocation'

const key: Revocable = {
  id: 'key_1',
  kid: 'one',
  purpose: 'SIGNING',
  state: 'ACTIVE',
  custody: 'SERVER',
  predecessor: null,
  project: { keyPolicy: { jwksMaxAgeSeconds: 300 }, currentSigningKey: { id: 'key_1' }, signers: { nodes: [] } },
  application: null,
}

const signers = (...nodes: NonNullable<Revocable['project']>['signers']['nodes']) => ({
  ...key,
  project: { keyPolicy: { jwksMaxAgeSeconds: 300 }, currentSigningKey: { id: 'key_1' }, signers: { nodes } },
})

const said = (subject: Revocable, isOwn = false) => consequencesOf(subject, isOwn).join(' ')

test('the only signer is replaced by a new key, and tokens that it signed are refused', () => {
  expect(said(key)).toContain('Every access token that it signed is refused at once')
  expect(said(key)).toContain('within 5 minutes')
  expect(said(key)).toContain('A new key is generated and signs at once.')
})

test('a pending successor takes over at once; one that others hold does not', () => {
  const pending = { id: 'key_2', name: 'next', kid: 'two', state: 'PENDING', custody: 'SERVER' } as const
  expect(said(signers(pending))).toContain('The key “next” (two), which is already published, signs at once.')
  expect(said(signers({ ...pending, custody: 'HOLDER' }))).toContain('A new key is generated')
})

test('another key that is in use signs on', () => {
  expect(said(signers({ id: 'key_2', name: 'next', kid: 'two', state: 'ACTIVE', custody: 'SERVER' }))).toContain(
    'New tokens are signed with “next” (two)',
  )
})

test('a pending key stops nothing, and its predecessor signs on', () => {
  expect(consequencesOf({ ...key, state: 'PENDING', predecessor: { name: 'last', kid: 'zero' } }, false)).toEqual([
    'The key has not signed yet: no token stops working, and “last” (zero) keeps signing.',
  ])
})

test('a retiring key has no part in what is signed next', () => {
  const subject = { ...signers(), state: 'RETIRING' as const, id: 'key_0' }
  expect(said(subject)).not.toContain('signs at once')
  expect(said(subject)).toContain('Every access token')
})

test('a signing key of somebody else leaves the JWKS', () => {
  expect(said({ ...key, custody: 'HOLDER' })).toContain('leaves the JWKS')
})

test('whoever is signed in with an admin key is told so first', () => {
  const admin = { ...key, purpose: 'ADMIN' as const }
  expect(consequencesOf(admin, true)[0]).toContain('You are signed in with this key')
  expect(said(admin)).not.toContain('You are signed in')
  expect(said(admin)).toContain('KEY_REVOKED')
})

test('an application with no other key is named as locked out', () => {
  const application = { name: 'billing', accepted: { nodes: [{ id: 'key_1' }] } }
  const subject = { ...key, purpose: 'APPLICATION' as const, application }
  expect(said(subject)).toContain('billing has no other key')
  const two = { ...application, accepted: { nodes: [{ id: 'key_1' }, { id: 'key_2' }] } }
  expect(said({ ...subject, application: two })).toContain('Its other keys keep working')
})

test('short kids are typed as a whole, long ones by their end', () => {
  expect(confirmationOf('billing-2026-11')).toBe('billing-2026-11')
  expect(confirmationOf('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')).toBe('ZsRGC9Xs')
})
