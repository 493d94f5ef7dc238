import { Button, Center, Checkbox, Loader } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

import type { Pages } from './usePages'
import classes from './VirtualTable.module.css'

/** A column of a list. */
export interface Column<Item> {
  header: string
  /** Its width as a grid track, such as `2fr` or `12rem`. */
  width: string
  cell: (item: Item) => ReactNode
}

/** Rows that can be chosen, to do something to all of them. */
export interface RowSelection<Item> {
  /** What a row is called: "Billing". */
  nameOf: (item: Item) => string
  isSelected: (item: Item) => boolean
  toggle: (item: Item) => void
  /** How many of the rows are selected. */
  extent: 'none' | 'some' | 'all'
  /** Selects the rows that are loaded, up to the bound; or none. */
  toggleAll: () => void
}

interface VirtualTableProps<Item> {
  /** For screen readers: "Projects". */
  label: string
  columns: Column<Item>[]
  pages: Pages<Item>
  rowKey: (item: Item) => string
  selection?: RowSelection<Item> | undefined
}

const CHECKBOX_WIDTH = '1.25rem'
const ROW_PIXELS = 52
/** The next page is fetched when so few rows are left below the last one on the screen. */
const ROWS_AHEAD = 20

/**
 * A list of any length: only the rows on the screen exist, and pages load while scrolling. On a
 * phone a row's cells stand below each other. A link in a cell with the class `row-link` covers
 * its whole row.
 */
export function VirtualTable<Item>({ label, columns, pages, rowKey, selection }: VirtualTableProps<Item>) {
  const items = pages.items ?? []
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PIXELS,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => rowKey(items[index] as Item),
  })
  const rows = virtualizer.getVirtualItems()
  const lastRow = rows.at(-1)?.index ?? 0
  const loadMore = useEffectEvent(pages.loadMore)
  const isNearEnd = pages.hasMore && lastRow >= items.length - ROWS_AHEAD
  useEffect(() => {
    if (isNearEnd && pages.error === undefined) loadMore()
  }, [isNearEnd, items.length, pages.error])
  const widths = columns.map(({ width }) => `minmax(0, ${width})`)
  const template = { gridTemplateColumns: [...(selection ? [CHECKBOX_WIDTH] : []), ...widths].join(' ') }
  return (
    <div>
      <div role="table" aria-label={label} aria-rowcount={pages.hasMore ? -1 : items.length + 1}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={classes.head} style={template}>
            {selection && (
              <div role="columnheader" className={classes.choice}>
                <Checkbox
                  size="xs"
                  aria-label={`Select all ${label.toLowerCase()} that are loaded`}
                  checked={selection.extent === 'all'}
                  indeterminate={selection.extent === 'some'}
                  onChange={selection.toggleAll}
                />
              </div>
            )}
            {columns.map(({ header }) => (
              <div role="columnheader" key={header}>
                {header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={list} className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => (
            <div
              role="row"
              aria-rowindex={row.index + 2}
              key={row.key}
              data-index={row.index}
              ref={virtualizer.measureElement}
              className={classes.row}
              data-selectable={selection !== undefined || undefined}
              style={{ ...template, transform: `translateY(${row.start - top}px)` }}
            >
              {selection && <Choice item={items[row.index] as Item} selection={selection} />}
              {columns.map(({ header, cell }) => (
                <div role="cell" key={header} className={classes.cell}>
                  {cell(items[row.index] as Item)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      {pages.hasMore && (
        <Center py="md">
          {pages.isLoadingMore ? (
            <Loader size="sm" aria-label="Loading more" />
          ) : (
            <Button variant="default" onClick={pages.loadMore}>
              Load more
            </Button>
          )}
        </Center>
      )}
    </div>
  )
}

function Choice<Item>({ item, selection }: { item: Item; selection: RowSelection<Item> }) {
  return (
    <div role="cell" className={classes.choice}>
      <Checkbox
        size="xs"
        aria-label={`Select ${selection.nameOf(item)}`}
        checked={selection.isSelected(item)}
        onChange={() => selection.toggle(item)}
      />
    </div>
  )
}
