/** A place in a grid: row 0 holds the names of the columns, column 0 those of the rows. */
export interface Place {
  row: number
  column: number
}

/** As many rows as a page key goes. */
const PAGE = 10

/** Where a key leads in a grid (WAI-ARIA, grid pattern); null for other keys. `last` is its far corner. */
export function moved({ row, column }: Place, key: string, isControl: boolean, last: Place): Place | null {
  const place = target()
  if (!place) return null
  // The corner says nothing, and is no place to be.
  if (place.row === 0 && place.column === 0) return column === 0 ? { row: 1, column: 0 } : { row: 0, column: 1 }
  return place

  function target(): Place | null {
    switch (key) {
      case 'ArrowDown':
        return { row: Math.min(row + 1, last.row), column }
      case 'ArrowUp':
        return { row: Math.max(row - 1, 0), column }
      case 'ArrowRight':
        return { row, column: Math.min(column + 1, last.column) }
      case 'ArrowLeft':
        return { row, column: Math.max(column - 1, 0) }
      case 'PageDown':
        return { row: Math.min(row + PAGE, last.row), column }
      case 'PageUp':
        return { row: Math.max(row - PAGE, 0), column }
      case 'Home':
        return { row: isControl ? 0 : row, column: 0 }
      case 'End':
        return { row: isControl ? last.row : row, column: last.column }
      default:
        return null
    }
  }
}
