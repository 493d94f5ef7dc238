import { expect, test } from 'vitest'

import { moved } from './moves'

const LAST = { row: 30, column: 4 }
const from = (row: number, column: number, key: string, isControl = false) =>
  moved({ row, column }, key, isControl, LAST)

test('the arrow keys go one cell, and stop at the edges', () => {
  expect(from(2, 2, 'ArrowDown')).toEqual({ row: 3, column: 2 })
  expect(from(2, 2, 'ArrowUp')).toEqual({ row: 1, column: 2 })
  expect(from(2, 2, 'ArrowLeft')).toEqual({ row: 2, column: 1 })
  expect(from(2, 2, 'ArrowRight')).toEqual({ row: 2, column: 3 })
  expect(from(30, 4, 'ArrowDown')).toEqual(LAST)
  expect(from(30, 4, 'ArrowRight')).toEqual(LAST)
  expect(from(0, 3, 'ArrowUp')).toEqual({ row: 0, column: 3 })
})

test('Home and End stay in the row, and with Control go to the corners', () => {
  expect(from(5, 2, 'Home')).toEqual({ row: 5, column: 0 })
  expect(from(5, 2, 'End')).toEqual({ row: 5, column: 4 })
  expect(from(5, 2, 'Home', true)).toEqual({ row: 0, column: 1 })
  expect(from(5, 2, 'End', true)).toEqual(LAST)
})

test('a page is ten rows', () => {
  expect(from(5, 2, 'PageDown')).toEqual({ row: 15, column: 2 })
  expect(from(25, 2, 'PageDown')).toEqual({ row: 30, column: 2 })
  expect(from(5, 2, 'PageUp')).toEqual({ row: 0, column: 2 })
})

test('the corner above the names is no place to be', () => {
  expect(from(1, 0, 'ArrowUp')).toEqual({ row: 1, column: 0 })
  expect(from(5, 0, 'PageUp')).toEqual({ row: 1, column: 0 })
  expect(from(0, 1, 'ArrowLeft')).toEqual({ row: 0, column: 1 })
  expect(from(0, 3, 'Home')).toEqual({ row: 0, column: 1 })
})

test('other keys lead nowhere', () => {
  for (const key of ['Enter', ' ', 'Tab', 'a']) expect(from(2, 2, key)).toBeNull()
})
