/** How far the server's clock is ahead of this one, in seconds; null until it has answered. */
let offset: number | null = null

/** Notes the `Date` of an answer of the server (RFC 9110 section 6.6.1). */
export function noteServerDate(response: Response, now: number): void {
  const date = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(date)) offset = Math.round((date - now) / 1000)
}

/** How far this clock is off, in words, or null where it is within what the guard forgives. */
export function clockError(): string | null {
  if (offset === null || Math.abs(offset) <= LEEWAY_SECONDS) return null
  return `This computer's clock is ${inWords(Math.abs(offset))} ${offset > 0 ? 'behind' : 'ahead of'} the server's.`
}

const LEEWAY_SECONDS = 60

function inWords(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 'second']
  const count = Math.round(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** The time by the server's clock, in seconds since 1970, at a time of this one in milliseconds; the same until the server has answered. */
export function serverNow(now = Date.now()): number {
  return Math.floor(now / 1000) + (offset ?? 0)
}
