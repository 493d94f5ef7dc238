import type { KeyFilter } from '../graphql/generated/graphql'
import { DAY } from '../ui/time'
import { chosenOf } from './address'
import type { ListAddress, ListSpec } from './address'
import { NAMED_SORTS, STATE_FILTER } from './orders'

type Named<Filter extends string> = ListSpec<Filter, keyof typeof NAMED_SORTS>

/** How the projects are narrowed and ordered. */
export const PROJECT_LIST: Named<never> = { search: 'Search by slug or name', filters: {}, sorts: NAMED_SORTS }

/** How a project's APIs are. */
export const API_LIST: Named<'state'> = {
  search: 'Search by name or identifier',
  filters: { state: STATE_FILTER },
  sorts: NAMED_SORTS,
}

/** How a project's trusted issuers are. */
export const ISSUER_LIST: Named<'state'> = {
  search: 'Search by name or issuer',
  filters: { state: STATE_FILTER },
  sorts: NAMED_SORTS,
}

/** How federated identities are. */
export const IDENTITY_LIST: Named<'state'> = {
  search: 'Search by name',
  filters: { state: STATE_FILTER },
  sorts: NAMED_SORTS,
}

/** How webhooks are. */
export const WEBHOOK_LIST: ListSpec<'state'> = {
  search: 'Search by URL',
  filters: { state: STATE_FILTER },
  sorts: { newest: 'Newest first' },
}

/** How the grants of an application or an API are. */
export const GRANT_LIST: ListSpec<never> = {
  search: 'Search by name',
  filters: {},
  sorts: { newest: 'Newest first' },
}

/** How keys of every purpose are. */
export const KEY_LIST: Named<'expiring' | 'used'> = {
  search: 'Search by name or kid',
  filters: {
    expiring: { label: 'Expires', choices: { '7': 'Within 7 days', '30': 'Within 30 days', '90': 'Within 90 days' } },
    used: { label: 'Last used', choices: { '-30': 'Not in 30 days', '-90': 'Not in 90 days' } },
  },
  sorts: NAMED_SORTS,
}

/** The filter of the server for an address of a list of keys. `now` in milliseconds. */
export function keyFilterOf(address: ListAddress, now: number): KeyFilter {
  const [expiring, used] = [chosenOf(address, 'expiring'), chosenOf(address, 'used')]
  return {
    search: address.search ?? null,
    expiresWithinDays: expiring === undefined ? null : Number(expiring),
    unusedSince: used === undefined ? null : new Date(now + Number(used) * DAY).toISOString(),
  }
}
