import { expect, test } from 'vitest'

import { ticksOf } from './ticks'

const HOUR = 3_600_000
const span = (from: Date, to: Date) => ({ from: from.getTime(), to: to.getTime() })
const times = (ticks: { time: number }[]) => ticks.map(({ time }) => new Date(time))

test('a day shows round hours of the local clock', () => {
  const ticks = ticksOf(span(new Date(2026, 0, 10, 1, 17), new Date(2026, 0, 11, 1, 17)), 400, 84)
  expect(times(ticks)).toEqual([6, 12, 18, 24].map((hour) => new Date(2026, 0, 10, hour)))
})

test('midnight is named by its day, other hours by the clock', () => {
  const ticks = ticksOf(span(new Date(2026, 0, 10, 20), new Date(2026, 0, 11, 8)), 200, 84)
  const labels = ticks.map(({ label }) => label)
  expect(labels[0]).toContain('11')
  expect(labels[1]).toMatch(/6.00/)
})

test('days begin at midnight, also over a change of the clock', () => {
  const ticks = ticksOf(span(new Date(2026, 2, 26), new Date(2026, 3, 2)), 700, 84)
  for (const tick of times(ticks)) expect([tick.getHours(), tick.getMinutes()]).toEqual([0, 0])
  expect(ticks.length).toBe(8)
})

test('months and years begin on their first day', () => {
  const months = times(ticksOf(span(new Date(2026, 0, 5), new Date(2026, 6, 5)), 600, 84))
  expect(months.map((date) => [date.getDate(), date.getMonth()])).toEqual([1, 2, 3, 4, 5, 6].map((month) => [1, month]))
  const years = times(ticksOf(span(new Date(2020, 3, 1), new Date(2031, 3, 1)), 500, 84))
  expect(years.map((date) => date.getFullYear())).toEqual([2022, 2024, 2026, 2028, 2030])
})

test('ticks are never nearer to each other than asked, from an hour to a century', () => {
  const from = new Date(2026, 9, 20, 13, 5).getTime()
  for (const length of [1, 5, 30, 200, 2000, 20_000, 200_000, 900_000]) {
    const width = 640
    const ticks = ticksOf({ from, to: from + length * HOUR }, width, 84)
    const pixels = ticks.map(({ time }) => ((time - from) / (length * HOUR)) * width)
    // A month of 28 days and an hour that the clock skips are a little shorter than their unit.
    for (const [index, x] of pixels.slice(1).entries()) expect(x - (pixels[index] ?? 0)).toBeGreaterThan(84 * 0.9)
    expect(ticks.length).toBeLessThanOrEqual(8)
  }
})

test('no width is no tick', () => {
  expect(ticksOf({ from: 0, to: HOUR }, 0, 84)).toEqual([])
})
