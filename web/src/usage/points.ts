/** The calls of one hour or day. */
export interface UsagePoint {
  /** Start, RFC 3339. */
  at: string
  accepted: number
  refused: number
}

/** What a chart can show. */
export type UsageSpan = 'day' | 'week' | 'year'

/** The arguments of `usage` for what a chart shows. */
export interface UsageRange {
  from: string
  to: string
  step: 'HOUR' | 'DAY'
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

const POINTS = {
  day: { step: 'HOUR', millis: HOUR, count: 24 },
  week: { step: 'HOUR', millis: HOUR, count: 192 },
  year: { step: 'DAY', millis: DAY, count: 365 },
} as const

/** The last 24 hours, 8 days or 365 days, with the hour or day of `now`; in whole hours or days of UTC. */
export function rangeOf(span: UsageSpan, now: number): UsageRange {
  const { step, millis, count } = POINTS[span]
  const end = (Math.floor(now / millis) + 1) * millis
  return { from: new Date(end - count * millis).toISOString(), to: new Date(end).toISOString(), step }
}

/** All calls of some points. */
export function totalOf(points: readonly UsagePoint[]): { accepted: number; refused: number } {
  return points.reduce(
    (sum, { accepted, refused }) => ({ accepted: sum.accepted + accepted, refused: sum.refused + refused }),
    { accepted: 0, refused: 0 },
  )
}

/** Sums neighbours, so that at most `most` points are left; each keeps the time at which it begins. */
export function fold(points: readonly UsagePoint[], most: number): UsagePoint[] {
  const size = Math.max(1, Math.ceil(points.length / Math.max(1, most)))
  const folded = []
  for (let first = 0; first < points.length; first += size) {
    const some = points.slice(first, first + size)
    folded.push({ at: (some[0] as UsagePoint).at, ...totalOf(some) })
  }
  return folded
}

/** The smallest of 1, 2 and 5 times a power of ten that is no smaller than `value`; 1 for 0. */
export function roundUp(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((bound) => bound >= value) ?? value
}
