import { expect, test } from 'vitest'

import { acceptsProblem, validateNewApi, verifyEndpoint } from './newApi'

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

test('the address of the check is there before the name is', () => {
  expect(verifyEndpoint('https://keys.example.com/p/acme', '')).toBe('https://keys.example.com/p/acme/apis/…/verify')
  expect(verifyEndpoint('https://keys.example.com/p/acme', 'orders')).toBe('https://keys.example.com/p/acme/apis/orders/verify')
})
