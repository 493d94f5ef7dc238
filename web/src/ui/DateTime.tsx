import { localTime, relativeTime, utcTime } from './time'
import { useNow } from './useNow'

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

/** A point in time in the reader's own zone; the exact time, and UTC, as its title. */
export function DateTime({ value, none = '–', relative = false, seconds = false }: DateTimeProps) {
  const now = useNow()
  if (!value) return <>{none}</>
  const date = new Date(value)
  const local = localTime(date, seconds)
  const exact = `${localTime(date, true)} · ${utcTime(date)}`
  return (
    <time dateTime={value} title={exact}>
      {relative ? relativeTime(date.getTime(), now) : local}
    </time>
  )
}
