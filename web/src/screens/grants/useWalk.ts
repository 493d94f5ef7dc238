import { useEffect, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent, RefObject } from 'react'

import { moved } from './moves'
import type { Place } from './moves'

/**
 * The walk over a grid whose cells say their `data-place`, as `row:column`: one of them is reached
 * by Tab, and the keys lead from there. The cell of `active` has to exist, wherever one scrolls.
 */
export function useWalk(frame: RefObject<HTMLElement | null>, last: Place) {
  const [place, setPlace] = useState<Place>({ row: 1, column: 1 })
  const active = { row: Math.min(place.row, last.row), column: Math.min(place.column, last.column) }
  const isWalking = useRef(false)
  useEffect(() => {
    if (!isWalking.current) return
    isWalking.current = false
    const cell = frame.current?.querySelector(`[data-place="${active.row}:${active.column}"]`)
    cell?.querySelector<HTMLElement>('a, button, [tabindex]')?.focus()
  })
  return {
    active,
    tabIndex: (row: number, column: number) => (row === active.row && column === active.column ? 0 : -1),
    onKeyDown: (event: KeyboardEvent) => {
      const next = moved(active, event.key, event.ctrlKey || event.metaKey, last)
      if (!next) return
      event.preventDefault()
      isWalking.current = true
      setPlace(next)
    },
    // A press leads there too.
    onFocus: ({ target }: FocusEvent) => {
      const text = target.closest<HTMLElement>('[data-place]')?.dataset.place
      const [row, column] = text?.split(':').map(Number) ?? []
      if (row === undefined || column === undefined) return
      if (row !== active.row || column !== active.column) setPlace({ row, column })
    },
  }
}

/** What a cell says of its place. */
export function at(row: number, column: number) {
  return { 'data-place': `${row}:${column}`, 'aria-colindex': column + 1 }
}
