const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
/** For spans that have no word of their own: "in 1 month", and not "next month", which may be 50 days away. */
const COUNTED = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const MONTH = 30.44 * DAY
const YEAR = 365.25 * DAY

/** The shortest difference that has a number. */
const NOW = 45 * SECOND
/** From here, a point in time is told by its day. */
const DAYS_FROM = 22 * HOUR
const MONTHS_FROM = 45 * DAY
const YEARS_FROM = 320 * DAY

/**
 * A point in time as a person says it: `just now`, `in 5 minutes`, `yesterday`, `in 30 days`. Rounded, so that what
 * was set to 30 days reads so. Both times in milliseconds; days are those of the reader's zone.
 */
export function relativeTime(time: number, now: number): string {
  const difference = time - now
  const size = Math.abs(difference)
  if (size < NOW) return difference > 0 ? 'in less than a minute' : 'just now'
  // The larger unit as soon as the smaller one would round up to it: no "60 minutes ago".
  if (size < 59.5 * MINUTE) return counted(difference, MINUTE, 'minute')
  if (size < DAYS_FROM) return counted(difference, HOUR, 'hour')
  if (size < MONTHS_FROM) return RELATIVE.format(daysBetween(now, time), 'day')
  if (size < YEARS_FROM) return counted(difference, MONTH, 'month')
  return counted(difference, YEAR, 'year')
}

function counted(difference: number, size: number, unit: Intl.RelativeTimeFormatUnit): string {
  const rounded = Math.round(difference / size)
  // 46 seconds are a minute.
  return COUNTED.format(rounded === 0 ? Math.sign(difference) : rounded, unit)
}

/** Calendar days from one time to another: yesterday evening is yesterday, although 22 hours ago. */
function daysBetween(from: number, to: number): number {
  const days = (dayStart(to) - dayStart(from)) / DAY
  // A day of 23 or 25 hours lies between. At least one: what is 22 hours away on the same day is.
  return Math.round(days) || Math.sign(to - from)
}

function dayStart(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const LOCAL_SECONDS = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A point in time in the reader's zone. */
export function localTime(time: Date, seconds = false): string {
  return (seconds ? LOCAL_SECONDS : LOCAL).format(time)
}

/** A point in time in UTC, to the second. */
export function utcTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** When a key expires: `expires in 7 days`, `expires tomorrow`, `expired yesterday`. Both times in milliseconds. */
export function expiryWords(end: number, now: number): string {
  return `${end <= now ? 'expired' : 'expires'} ${relativeTime(end, now)}`
}
