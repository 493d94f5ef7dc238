import type { Span } from './span'

/** A labelled time on the axis. */
export interface Tick {
  time: number
  label: string
}

type Unit = 'hour' | 'day' | 'month' | 'year'

interface Step {
  unit: Unit
  /** How many units lie between two ticks. */
  count: number
  /** How long that is, about. */
  length: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONTH = 30.44 * DAY
const YEAR = 365.25 * DAY

const STEPS: readonly Step[] = [
  ...[1, 2, 3, 6, 12].map((count) => ({ unit: 'hour', count, length: count * HOUR }) as const),
  ...[1, 2, 4, 7, 14].map((count) => ({ unit: 'day', count, length: count * DAY }) as const),
  ...[1, 2, 3, 6].map((count) => ({ unit: 'month', count, length: count * MONTH }) as const),
  ...[1, 2, 5, 10].map((count) => ({ unit: 'year', count, length: count * YEAR }) as const),
]

/**
 * Round times of the reader's own zone inside `span`, at least `apart` pixels from each other on
 * `width` pixels. Days begin at midnight also where the clock was changed.
 */
export function ticksOf(span: Span, width: number, apart: number): Tick[] {
  if (width <= 0) return []
  const least = ((span.to - span.from) / width) * apart
  const step = STEPS.find(({ length }) => length >= least) ?? decades(least)
  const ticks: Tick[] = []
  for (let date = start(span.from, step); date.getTime() <= span.to; date = after(date, step)) {
    const time = date.getTime()
    // Where the clock is set back, an hour comes twice.
    if (time >= span.from && time > (ticks.at(-1)?.time ?? -Infinity)) ticks.push({ time, label: write(date, step) })
  }
  return ticks
}

function decades(least: number): Step {
  return { unit: 'year', count: Math.ceil(least / YEAR / 10) * 10, length: least }
}

function start(time: number, { unit, count }: Step): Date {
  const date = new Date(time)
  const year = date.getFullYear()
  switch (unit) {
    case 'hour':
      return new Date(year, date.getMonth(), date.getDate(), Math.floor(date.getHours() / count) * count)
    case 'day':
      return new Date(year, date.getMonth(), date.getDate())
    case 'month':
      return new Date(year, Math.floor(date.getMonth() / count) * count, 1)
    case 'year':
      return new Date(Math.floor(year / count) * count, 0, 1)
  }
}

function after(date: Date, { unit, count }: Step): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  switch (unit) {
    case 'hour':
      // By the clock, so that six o'clock stays six o'clock; never less than a real hour.
      return new Date(Math.max(new Date(year, month, day, date.getHours() + count).getTime(), date.getTime() + HOUR))
    case 'day':
      return new Date(year, month, day + count)
    case 'month':
      return new Date(year, month + count, 1)
    case 'year':
      return new Date(year + count, 0, 1)
  }
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const DAY_OF_MONTH = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const MONTH_OF_YEAR = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })

function write(date: Date, { unit }: Step): string {
  switch (unit) {
    case 'hour':
      // Midnight is the day that begins.
      return (date.getHours() === 0 ? DAY_OF_MONTH : CLOCK).format(date)
    case 'day':
      return DAY_OF_MONTH.format(date)
    case 'month':
      return MONTH_OF_YEAR.format(date)
    case 'year':
      return String(date.getFullYear())
  }
}
