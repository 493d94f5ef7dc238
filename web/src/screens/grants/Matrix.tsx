import { Button, Center, Loader } from '@mantine/core'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef } from 'react'

import type { GrantTarget } from '../../grants/fields'
import type { ApiChoice } from '../../grants/useApis'
import type { Pages } from '../../ui/usePages'
import { COLUMN_PIXELS, withIndex } from './columns'
import classes from './Matrix.module.css'
import { MatrixHead } from './MatrixHead'
import { MatrixRow } from './MatrixRow'
import type { Holder } from './useHolders'
import { useWalk } from './useWalk'

interface MatrixProps {
  apis: ApiChoice[]
  holders: Pages<Holder>
  onOpen: ((target: GrantTarget) => void) | undefined
}

const ROW_PIXELS = 52
/** The next page is fetched when so few rows are left below the last one on the screen. */
const ROWS_AHEAD = 20

/**
 * Applications below each other, APIs side by side. Only what is on the screen exists; the arrow
 * keys walk over the cells, and Enter opens one.
 */
export function Matrix({ apis, holders, onOpen }: MatrixProps) {
  const frame = useRef<HTMLDivElement>(null)
  const items = holders.items ?? []
  const { active, tabIndex, ...walk } = useWalk(frame, { row: items.length, column: apis.length })
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is passed on as values
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
    // Where the focus is stays there, however far one scrolls.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), active.row - 1),
  })
  const columns = useVirtualizer({
    count: apis.length,
    horizontal: true,
    getScrollElement: () => frame.current,
    estimateSize: () => COLUMN_PIXELS,
    overscan: 3,
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), active.column - 1),
  })
  const shownRows = rows.getVirtualItems()
  const shown = { apis, columns: columns.getVirtualItems(), tabIndex }
  const loadMore = useEffectEvent(holders.loadMore)
  const isNearEnd = holders.hasMore && (shownRows.at(-1)?.index ?? 0) >= items.length - ROWS_AHEAD
  useEffect(() => {
    if (isNearEnd && holders.error === undefined) loadMore()
  }, [isNearEnd, items.length, holders.error])
  return (
    <div>
      <div
        ref={frame}
        className={classes.frame}
        role="grid"
        aria-label="Grants"
        aria-readonly={!onOpen}
        aria-rowcount={holders.hasMore ? -1 : items.length + 1}
        aria-colcount={apis.length + 1}
        {...walk}
      >
        <div className={classes.sheet} style={{ width: `calc(var(--first-column) + ${columns.getTotalSize()}px)` }}>
          <MatrixHead {...shown} />
          <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
            {shownRows.map(({ index, start }) => {
              const holder = items[index]
              return (
                holder && (
                  <MatrixRow key={holder.id} holder={holder} row={index + 1} start={start} onOpen={onOpen} {...shown} />
                )
              )
            })}
          </div>
        </div>
      </div>
      {holders.hasMore && <More isLoading={holders.isLoadingMore} onMore={holders.loadMore} />}
    </div>
  )
}

function More({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  return (
    <Center py="md">
      {isLoading ? (
        <Loader size="sm" aria-label="Loading more" />
      ) : (
        <Button variant="default" onClick={onMore}>
          Load more
        </Button>
      )}
    </Center>
  )
}
