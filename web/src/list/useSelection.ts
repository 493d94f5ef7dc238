import { useState } from 'react'

import type { RowSelection } from '../ui/VirtualTable'

/** So many rows can be changed at once. */
export const MOST_SELECTED = 100

/** Rows of a list that are selected, and what the table needs to select them. */
export interface Selection<Item> extends RowSelection<Item> {
  /** In the order of the list. */
  items: Item[]
  clear: () => void
}

/** Keeps which rows of a list are selected, by their IDs. A row that leaves the list is selected no longer. */
export function useSelection<Item extends { id: string; name: string }>(rows: Item[] | undefined): Selection<Item> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const loaded = rows ?? []
  const items = loaded.filter(({ id }) => ids.has(id))
  const most = Math.min(loaded.length, MOST_SELECTED)
  const toggle = ({ id }: Item) => {
    const next = new Set(items.map((item) => item.id))
    if (!next.delete(id) && next.size < MOST_SELECTED) next.add(id)
    setIds(next)
  }
  return {
    items,
    nameOf: ({ name }) => name,
    isSelected: ({ id }) => ids.has(id),
    toggle,
    extent: items.length === 0 ? 'none' : items.length === most ? 'all' : 'some',
    toggleAll: () => setIds(new Set(items.length === most ? [] : loaded.slice(0, most).map(({ id }) => id))),
    clear: () => setIds(new Set()),
  }
}
