import { expect, test } from 'vitest'

import { verifyEndpoint } from './newApi'

test('the address of the check is there before the name is', () => {
  expect(verifyEndpoint('https://keys.example.com/p/acme', '')).toBe('https://keys.example.com/p/acme/apis/…/verify')
  expect(verifyEndpoint('https://keys.example.com/p/acme', 'orders')).toBe(
    'https://keys.example.com/p/acme/apis/orders/verify',
  )
})
