import { expect, test } from 'vitest'

import { lifeOf } from './life'
import type { Life } from './life'
import { place, spanOf, stretch } from './span'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 5, 1)

function life(created: number, dates: Partial<Life> = {}): Life {
  const begin = new Date(NOW + created).toISOString()
  const life = lifeOf({
    id: 'key',
    name: 'key',
    kid: 'key',
    algorithm: 'RS256',
    custody: 'SERVER',
    createdAt: begin,
    activatesAt: begin,
  })
  return { ...life, ...dates }
}

test('a project of this minute has a future, and a little room before now', () => {
  const { from, to } = spanOf([life(-60_000)], NOW)
  expect(to - NOW).toBe(6 * HOUR)
  expect(NOW - from).toBeGreaterThan(HOUR)
})

test('a change to come is inside, and the past takes no more room than the future', () => {
  const old = life(-400 * DAY, { retires: NOW + DAY, ends: NOW + DAY + HOUR })
  const { from, to } = spanOf([old], NOW)
  expect(to).toBeGreaterThan(NOW + DAY + HOUR)
  expect(to).toBeLessThan(NOW + 2 * DAY)
  expect(NOW - from).toBe(to - NOW)
})

test('an end in five years does not squeeze what happens tomorrow', () => {
  const { to } = spanOf([life(-DAY, { activates: NOW + DAY, ends: NOW + 1800 * DAY })], NOW)
  expect(to).toBeLessThan(NOW + 5 * DAY)
})

test('without a change to come the age of the keys says how much to show', () => {
  const { from, to } = spanOf([life(-100 * DAY)], NOW)
  expect(from).toBeLessThan(NOW - 100 * DAY)
  expect(to).toBeGreaterThan(NOW + 40 * DAY)
})

test('the next rotation is a change to come', () => {
  expect(spanOf([life(-DAY)], NOW, [NOW + 60 * DAY]).to).toBeGreaterThan(NOW + 60 * DAY)
})

test('no keys are no error', () => {
  const { from, to } = spanOf([], NOW)
  expect(from).toBeLessThan(NOW)
  expect(to).toBeGreaterThan(NOW)
})

test('times have their place, and what lies outside is at the edge', () => {
  const span = { from: 0, to: 100 }
  expect(place(25, span, 400)).toBe(100)
  expect(place(-5, span, 400)).toBe(0)
  expect(place(Infinity, span, 400)).toBe(400)
})

test('a short stretch is still seen, also at the right edge; one outside is not', () => {
  const span = { from: 0, to: 1000 }
  expect(stretch({ from: 500, to: 501 }, span, 100, 3)).toEqual({ x: 50, width: 3 })
  expect(stretch({ from: 999, to: Infinity }, span, 100, 3)).toEqual({ x: 97, width: 3 })
  expect(stretch({ from: -10, to: 0 }, span, 100, 3)).toBeNull()
  expect(stretch({ from: 1000, to: 1001 }, span, 100, 3)).toBeNull()
  expect(stretch({ from: -10, to: Infinity }, span, 100, 3)).toEqual({ x: 0, width: 100 })
})
