import type { GrantTarget, GrantedApi } from '../../grants/fields'
import { grantWords } from '../../grants/words'
import type { Holder } from './useHolders'

/** What is at the crossing of an application and an API. */
export interface Cell {
  /** What it says; null where there is no grant. */
  words: string | null
  /** Every scope that is granted. */
  scopes: readonly string[]
  /** Whether the grant may be among those that were not loaded: an application with very many. */
  isUnknown: boolean
  /** For a dialog. */
  target: GrantTarget
}

/** The crossing of an application and an API. */
export function cellOf(holder: Holder, api: GrantedApi): Cell {
  const found = holder.grants.nodes.find((grant) => grant.api.id === api.id)
  const grant = found ? { id: found.id, scopes: found.scopes } : null
  return {
    words: grantWords(api, grant),
    scopes: grant?.scopes ?? [],
    isUnknown: !grant && holder.grants.pageInfo.hasNextPage,
    target: { application: holder, api, grant },
  }
}

/** A crossing in words, for who cannot see the row and the column. */
export function cellLabel({ words, isUnknown, target: { application, api } }: Cell): string {
  const state = words ?? (isUnknown ? 'not known here' : 'no grant')
  return `${application?.name ?? ''} at ${api?.name ?? ''}: ${state}`
}
