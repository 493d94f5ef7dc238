/** What a list can be narrowed by and ordered by: one description for its address, its controls and its words. */
export interface ListSpec<Filter extends string = string, Sort extends string = string> {
  /** What is searched: "Search by name". None: the list has no search. */
  search?: string
  /** Filters with one choice each, by their names in the address. */
  filters: Record<Filter, ListFilter>
  /** Orders by their names in the address; the first is that of a list without one. */
  sorts: Record<Sort, string>
  /** Whether it is filtered by labels. */
  hasLabels?: boolean
}

/** A filter of a list. */
export interface ListFilter {
  /** "Type". */
  label: string
  /** The choices by their values in the address. */
  choices: Record<string, string>
}

/** What the address says of a list. A choice that makes no sense is as if it were not there. */
export interface ListAddress {
  search?: string | undefined
  sort?: string | undefined
  labels?: string[] | undefined
  /** The choice of a filter; also what a screen itself has in its address. */
  [filter: string]: string | string[] | undefined
}

/** Reads an address, for `validateSearch` of a route. */
export function listAddress(spec: ListSpec): (search: Record<string, unknown>) => ListAddress {
  return (search) => {
    const read: ListAddress = {}
    if (spec.search !== undefined && typeof search.search === 'string' && search.search !== '') {
      read.search = search.search
    }
    if (typeof search.sort === 'string' && isLater(spec, search.sort)) read.sort = search.sort
    for (const [name, { choices }] of Object.entries(spec.filters)) {
      // The router reads `true` and `30` of an address as what they look like.
      const given = search[name]
      if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') {
        continue
      }
      if (Object.hasOwn(choices, String(given))) read[name] = String(given)
    }
    if (spec.hasLabels && Array.isArray(search.labels)) {
      const labels = search.labels.filter((label): label is string => typeof label === 'string')
      if (labels.length > 0) read.labels = labels
    }
    return read
  }
}

/** Whether a text names an order that is not the first one, which needs no place in the address. */
function isLater(spec: ListSpec, sort: string): boolean {
  return Object.keys(spec.sorts).indexOf(sort) > 0
}

/** The choice of a filter in an address. */
export function chosenOf(address: ListAddress, filter: string): string | undefined {
  const chosen = address[filter]
  return typeof chosen === 'string' ? chosen : undefined
}

/** The order of an address. */
export function sortOf<Sort extends string>(spec: ListSpec<string, Sort>, address: ListAddress): Sort {
  const sorts = Object.keys(spec.sorts) as Sort[]
  return sorts.find((sort) => sort === address.sort) ?? (sorts[0] as Sort)
}

/** Whether an address leaves any row out. */
export function isNarrowed(spec: ListSpec, address: ListAddress): boolean {
  const filters = Object.keys(spec.filters).some((name) => chosenOf(address, name) !== undefined)
  return filters || address.search !== undefined || (address.labels ?? []).length > 0
}

/** What the rows of an address have in common, in words: `“bill”, Disabled and team=billing`. */
export function narrowingWords(spec: ListSpec, address: ListAddress): string {
  const chosen = Object.entries(spec.filters).flatMap(([name, { label, choices }]) => {
    const choice = choices[chosenOf(address, name) ?? '']
    return choice === undefined ? [] : [`${label}: ${choice}`]
  })
  const words = [...(address.search === undefined ? [] : [`“${address.search}”`]), ...chosen, ...(address.labels ?? [])]
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words)
}

/** The change of an address that shows every row. */
export function clearedOf(spec: ListSpec): ListAddress {
  const filters = Object.keys(spec.filters).map((name) => [name, undefined] as const)
  return { search: undefined, labels: undefined, ...Object.fromEntries(filters) }
}
