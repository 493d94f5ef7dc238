import { CombinedError } from 'urql'
import { expect, test } from 'vitest'

import { acceptsProblem, conflictField, validateNewApi, verifyEndpoint } from './newApi'

const refusal = (message: string, code: string) => new CombinedError({ graphQLErrors: [{ message, extensions: { code } }] })

test('a name has the form of a slug', () => {
  for (const good of ['orders', 'a-1', '0'.repeat(32)]) expect(validateNewApi.name(good), good).toBeNull()
  for (const bad of ['', 'ab', '-orders', 'orders-', 'Orders', 'or ders', 'o'.repeat(33)]) expect(validateNewApi.name(bad), bad).not.toBeNull()
})

test('an API has an identifier and takes some kind of token', () => {
  expect(validateNewApi.identifier(' ')).not.toBeNull()
  expect(validateNewApi.identifier('urn:orders')).toBeNull()
  expect(acceptsProblem([])).not.toBeNull()
  expect(acceptsProblem(['APPLICATION_JWT'])).toBeNull()
})

test('a conflict belongs to the field whose value another API has', () => {
  expect(conflictField(refusal('an API named orders is there already', 'CONFLICT'))).toBe('name')
  expect(conflictField(refusal('the identifier is that of the API orders already', 'CONFLICT'))).toBe('identifier')
  expect(conflictField(refusal('the identifier must be a URI', 'INVALID_INPUT'))).toBeNull()
})

test('the address of the check is there before the name is', () => {
  expect(verifyEndpoint('https://keys.example.com/p/acme', '')).toBe('https://keys.example.com/p/acme/apis/…/verify')
  expect(verifyEndpoint('https://keys.example.com/p/acme', 'orders')).toBe('https://keys.example.com/p/acme/apis/orders/verify')
})
