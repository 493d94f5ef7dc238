import 'fake-indexeddb/auto'

import { expect, test } from 'vitest'

import { forgetSigner, keepSigner, keptSigner } from './store'
import type { KeptSigner } from './store'

// The imitation of IndexedDB cannot clone a CryptoKey; the browser tests prove that.
const signer = { keyId: 'k1', audience: 'keyplane', keptUntil: 1_800_000_000 } as KeptSigner

test('looking for a kept key leaves no database behind', async () => {
  expect(await keptSigner()).toBeUndefined()
  expect(await indexedDB.databases()).toEqual([])
})

test('a kept key is found again, and forgetting it removes the database', async () => {
  await keepSigner(signer)
  expect(await keptSigner()).toEqual(signer)
  await forgetSigner()
  expect(await indexedDB.databases()).toEqual([])
  await forgetSigner()
})
