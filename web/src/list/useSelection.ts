import { useState } from 'react'

import type { RowSelection } from '../ui/VirtualTable'

/** So many rows can be changed at once. */
export const MOST_SELECTED = 1000

/** Rows of a list that are selected, and what the table needs to select them. */
export interface Selection<Item> extends RowSelection<Item> {
  /** In the order of the list. */
  items: Item[]
  /** Selects these in place of what is selected, also those that the list has not loaded. */
  selectAll: (all: readonly Item[]) => void
  clear: () => void
}

interface Beyond<Item> {
  /** The rows that were selected with one press, loaded or not. */
  items: readonly Item[]
  /** What the list was narrowed by then. */
  of: string
}

/**
 * Keeps which rows of a list are selected, by their IDs. A row that leaves the list is selected no longer, and those
 * that are not loaded no longer than the list is narrowed by the same (`of`).
 */
export function useSelection<Item extends { id: string; name: string }>(
  rows: Item[] | undefined,
  of: string,
): Selection<Item> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [beyond, setBeyond] = useState<Beyond<Item>>({ items: [], of })
  const loaded = rows ?? []
  const known = new Set(loaded.map(({ id }) => id))
  const others = beyond.of === of ? beyond.items.filter(({ id }) => !known.has(id)) : []
  const items = [...loaded, ...others].filter(({ id }) => ids.has(id))
  const isAll = items.length > 0 && (items.length === MOST_SELECTED || loaded.every(({ id }) => ids.has(id)))
  const toggle = ({ id }: Item) => {
    const next = new Set(items.map((item) => item.id))
    if (!next.delete(id) && next.size < MOST_SELECTED) next.add(id)
    setIds(next)
  }
  const select = (chosen: readonly Item[]) => setIds(new Set(chosen.slice(0, MOST_SELECTED).map(({ id }) => id)))
  return {
    items,
    nameOf: ({ name }) => name,
    isSelected: ({ id }) => ids.has(id),
    toggle,
    extent: items.length === 0 ? 'none' : isAll ? 'all' : 'some',
    toggleAll: () => select(isAll ? [] : loaded),
    selectAll: (all) => {
      setBeyond({ items: all, of })
      select(all)
    },
    clear: () => setIds(new Set()),
  }
}
