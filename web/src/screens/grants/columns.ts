/** The width of an API's column. */
export const COLUMN_PIXELS = 152

/** Where an API's column is, behind the names of the applications. */
export function columnAt(start: number) {
  return { left: `calc(var(--first-column) + ${start}px)`, width: COLUMN_PIXELS }
}

/** The indexes to show, and one more wherever it is. */
export function withIndex(indexes: number[], index: number): number[] {
  if (index < 0 || indexes.includes(index)) return indexes
  return [...indexes, index].sort((one, other) => one - other)
}
