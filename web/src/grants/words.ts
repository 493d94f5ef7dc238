import type { GrantedApi, HeldGrant } from './fields'

/** What a grant gives at an API, in a few words; null where there is none. */
export function grantWords(api: Pick<GrantedApi, 'scopes'>, grant: Pick<HeldGrant, 'scopes'> | null): string | null {
  if (!grant) return null
  if (api.scopes.length === 0) return 'Granted'
  if (grant.scopes.length === 0) return 'No scopes'
  const isAll = grant.scopes.length > 1 && grant.scopes.length === api.scopes.length
  return isAll ? 'All scopes' : grant.scopes.join(', ')
}
