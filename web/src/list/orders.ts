import type { ListOrder } from '../graphql/generated/graphql'
import { sortOf } from './address'
import type { ListAddress, ListSpec } from './address'

/** The orders of every list of things with names. */
export const NAMED_SORTS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
}

const ORDERS: Record<keyof typeof NAMED_SORTS, ListOrder> = {
  newest: 'NEWEST',
  oldest: 'OLDEST',
  name: 'NAME',
  '-name': 'NAME_DESCENDING',
}

/** The order of an address, as the server names it. */
export function orderOf(spec: ListSpec<string, keyof typeof NAMED_SORTS>, address: ListAddress): ListOrder {
  return ORDERS[sortOf(spec, address)]
}

/** A filter for what can be switched off. */
export const STATE_FILTER = { label: 'State', choices: { enabled: 'Enabled', disabled: 'Disabled' } }

/** Its argument of the server: null for both. */
export function enabledOf(address: ListAddress): boolean | null {
  return address.state === undefined ? null : address.state === 'enabled'
}
