import { Tooltip } from '@mantine/core'

import { useNow } from './useNow'

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const LOCAL_SECONDS = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

interface DateTimeProps {
  /** RFC 3339; null or undefined shows `none`. */
  value: string | null | undefined
  /** What stands for no time, such as "never". */
  none?: string
  /** Whether to write how long ago, or how far off, instead of the date. */
  relative?: boolean
  /** Whether seconds matter. */
  seconds?: boolean
}

/** A point in time in the reader's own zone; UTC on hover and on focus. */
export function DateTime({ value, none = '–', relative = false, seconds = false }: DateTimeProps) {
  const now = useNow()
  if (!value) return <>{none}</>
  const date = new Date(value)
  const local = (seconds ? LOCAL_SECONDS : LOCAL).format(date)
  const utc = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return (
    <Tooltip label={relative ? `${local} · ${utc}` : utc}>
      <time dateTime={value}>{relative ? timeFrom(date.getTime(), now) : local}</time>
    </Tooltip>
  )
}

const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** `in 3 days`, `2 hours ago`; both times in milliseconds. */
export function timeFrom(time: number, now: number): string {
  const seconds = (time - now) / 1000
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.trunc(seconds / size), unit)
  }
  return RELATIVE.format(Math.trunc(seconds), 'second')
}
