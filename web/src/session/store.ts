import { deleteDB, openDB } from 'idb'

import type { Signer } from './signer'

const DATABASE = 'keyplane'
const STORE = 'session'
const NAME = 'signer'

/** A signer that the browser keeps, and until when, in seconds since 1970. */
export interface KeptSigner extends Signer {
  keptUntil: number
}

/** IndexedDB keeps a CryptoKey without ever showing its bytes; that is why the key lives there. */
export async function keepSigner(signer: KeptSigner): Promise<void> {
  const database = await openDB(DATABASE, 1, {
    upgrade: (database) => void database.createObjectStore(STORE),
  })
  // Held open, a connection would block the deletion at sign-out.
  await database.put(STORE, signer, NAME).finally(() => database.close())
}

/** The signer that was kept for this browser, if any. One that an earlier version kept has no end. */
export async function keptSigner(): Promise<(Signer & Partial<KeptSigner>) | undefined> {
  if (!(await isThere())) return undefined
  const database = await openDB(DATABASE)
  return (await database.get(STORE, NAME).finally(() => database.close())) as KeptSigner | undefined
}

/** Forgets the signer, and the database with it. */
export async function forgetSigner(): Promise<void> {
  if (await isThere()) await deleteDB(DATABASE)
}

/** Opening would create it, and a browser without a session stores nothing. */
async function isThere(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE)
}
