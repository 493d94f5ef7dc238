import type { KeyAlgorithm } from '../graphql/generated/graphql'
import type { KeyFieldsFragment } from './keyFields'

/** The algorithm as RFC 7518 and RFC 8037 write it. */
export function algorithmName(algorithm: KeyAlgorithm): string {
  return algorithm === 'EDDSA' ? 'EdDSA' : algorithm
}

/** Where a key was generated, and where its private key is. */
export function originOf({ origin, custody, purpose, privateKeyRetained }: KeyFieldsFragment): string {
  if (origin === 'IMPORTED') return 'Imported'
  if (purpose === 'SIGNING' && custody === 'SERVER') return 'Generated, server signs'
  return privateKeyRetained ? 'Generated, copy kept' : 'Generated'
}

/** The creator of a key: another key, or the server for the first key of an instance and for scheduled successors. */
export function makerOf({ createdByKid }: Pick<KeyFieldsFragment, 'createdByKid'>): string {
  return createdByKid ?? 'the server'
}
