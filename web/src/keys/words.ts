import type { KeyAlgorithm } from '../graphql/generated/graphql'
import type { KeyFieldsFragment } from './keyFields'

/** The algorithm as RFC 7518 and RFC 8037 write it. */
export function algorithmName(algorithm: KeyAlgorithm): string {
  return algorithm === 'EDDSA' ? 'EdDSA' : algorithm
}

/** Where a key was made, and where its private half is. */
export function originOf({ origin, custody, purpose, privateKeyRetained }: KeyFieldsFragment): string {
  if (origin === 'IMPORTED') return 'Imported'
  if (purpose === 'SIGNING' && custody === 'SERVER') return 'Generated, server signs'
  return privateKeyRetained ? 'Generated, copy kept' : 'Generated'
}

/** Who made a key: another one, or nobody's, as the first of an instance and the successors of a schedule. */
export function makerOf({ createdByKid }: Pick<KeyFieldsFragment, 'createdByKid'>): string {
  return createdByKid ?? 'the server'
}
