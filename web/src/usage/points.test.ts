import { describe, expect, test } from 'vitest'

import { fold, rangeOf, roundUp, totalOf } from './points'

const NOW = Date.parse('2026-03-05T12:34:56Z')

function point(at: string, accepted: number, refused = 0) {
  return { at, accepted, refused }
}

describe('ranges', () => {
  test('a range ends with the hour or day of now and has whole hours or days', () => {
    expect(rangeOf('day', NOW)).toEqual({
      from: '2026-03-04T13:00:00.000Z',
      to: '2026-03-05T13:00:00.000Z',
      step: 'HOUR',
    })
    expect(rangeOf('week', NOW)).toMatchObject({ from: '2026-02-25T13:00:00.000Z', step: 'HOUR' })
    expect(rangeOf('year', NOW)).toEqual({
      from: '2025-03-06T00:00:00.000Z',
      to: '2026-03-06T00:00:00.000Z',
      step: 'DAY',
    })
  })

  test('a range stays the same within an hour', () => {
    expect(rangeOf('day', NOW)).toEqual(rangeOf('day', NOW + 60_000))
  })
})

describe('points', () => {
  const points = [point('a', 1), point('b', 2, 1), point('c', 3), point('d', 4, 5), point('e', 6)]

  test('folding keeps every call and the time at which a bar begins', () => {
    const folded = fold(points, 3)
    expect(folded).toEqual([point('a', 3, 1), point('c', 7, 5), point('e', 6)])
    expect(totalOf(folded)).toEqual(totalOf(points))
  })

  test('points that have room stay as they are', () => {
    expect(fold(points, 5)).toEqual(points)
    expect(fold(points, 0)).toHaveLength(1)
    expect(fold([], 10)).toEqual([])
  })

  test('a scale ends at a round number that is no smaller', () => {
    expect([0, 1, 2, 3, 7, 10, 11, 8410].map(roundUp)).toEqual([1, 1, 2, 5, 10, 10, 20, 10_000])
  })
})
