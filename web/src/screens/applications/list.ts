import type {
  ApplicationFilter,
  ApplicationOrder,
  ApplicationType,
  ClientAuthMethod,
} from '../../graphql/generated/graphql'
import { chosenOf, sortOf } from '../../list/address'
import type { ListAddress, ListSpec } from '../../list/address'
import { labelOf } from '../../fields/labels'
import { DAY } from '../../ui/time'
import { METHODS, TYPES } from './words'

const SORTS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  used: 'Recently used first',
  '-used': 'Unused longest first',
}

const ORDERS: Record<keyof typeof SORTS, ApplicationOrder> = {
  newest: 'NEWEST',
  oldest: 'OLDEST',
  name: 'NAME',
  '-name': 'NAME_DESCENDING',
  used: 'RECENTLY_USED',
  '-used': 'LEAST_RECENTLY_USED',
}

const labels = (words: Record<string, { label: string }>) =>
  Object.fromEntries(Object.entries(words).map(([name, { label }]) => [name, label]))

/** How lists of applications are narrowed and ordered. */
export const APPLICATION_LIST: ListSpec<'type' | 'state' | 'method' | 'used' | 'expiring', keyof typeof SORTS> = {
  search: 'Search by name',
  hasLabels: true,
  filters: {
    type: { label: 'Type', choices: labels(TYPES) },
    state: { label: 'State', choices: { enabled: 'Enabled', disabled: 'Disabled' } },
    method: { label: 'Authentication', choices: labels(METHODS) },
    used: {
      label: 'Last used',
      choices: {
        '1': 'In the last 24 hours',
        '7': 'In the last 7 days',
        '-30': 'Not in 30 days',
        '-90': 'Not in 90 days',
      },
    },
    expiring: {
      label: 'Keys expire',
      choices: { '7': 'Within 7 days', '30': 'Within 30 days', '90': 'Within 90 days' },
    },
  },
  sorts: SORTS,
}

const one = (chosen: string | undefined) => (chosen === undefined ? null : [chosen])

/** The arguments of the server for an address. `now` in milliseconds. */
export function applicationArguments(address: ListAddress, now: number) {
  const state = chosenOf(address, 'state')
  const days = Number(chosenOf(address, 'used') ?? 0)
  const ago = new Date(now - Math.abs(days) * DAY).toISOString()
  const expiring = chosenOf(address, 'expiring')
  const filter = {
    types: one(chosenOf(address, 'type')) as ApplicationType[] | null,
    authMethods: one(chosenOf(address, 'method')) as ClientAuthMethod[] | null,
    enabled: state === undefined ? null : state === 'enabled',
    usedSince: days > 0 ? ago : null,
    unusedSince: days < 0 ? ago : null,
    keysExpireWithinDays: expiring === undefined ? null : Number(expiring),
  } satisfies ApplicationFilter
  return {
    search: address.search ?? null,
    labels: (address.labels ?? []).map(labelOf),
    filter,
    orderBy: ORDERS[sortOf(APPLICATION_LIST, address)],
  }
}
