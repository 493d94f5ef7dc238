import type { Life } from './life'

/** The stretch of time that a picture shows, in milliseconds. */
export interface Span {
  from: number
  to: number
}

const HOUR = 3_600_000
/** At least so much lies ahead of now, so that a picture without dates to come has a future. */
const LEAST_AHEAD = 6 * HOUR
/** A change that is further off than so many times the one before it would squeeze that one. */
const FARTHEST = 8
/** The part of the past that is shown at least, and at most, of the future that is. */
const LEAST_BEHIND = 0.2
const MOST_BEHIND = 1
/** Room behind the last date. */
const MARGIN = 1.08

/**
 * What to show of `lives` around `now`: the changes that come next, and as much of the past. Lives
 * may reach beyond either edge. `marks` are other times of interest, such as the next rotation.
 */
export function spanOf(lives: readonly Life[], now: number, marks: readonly number[] = []): Span {
  const dates = lives.flatMap(({ activates, retires, ends }) => [activates, retires, ends])
  const coming = [...dates, ...marks].filter((time) => time > now && time !== Infinity).map((time) => time - now)
  const age = Math.max(0, ...lives.map(({ created }) => now - created))
  // Where nothing is to come, the past says how fast things change here.
  const ahead = coming.length === 0 ? age / 2 : farthestReadable(coming)
  const future = Math.max(ahead * MARGIN, LEAST_AHEAD)
  const most = coming.length === 0 ? Infinity : future * MOST_BEHIND
  const past = Math.max(Math.min(age * MARGIN, most), future * LEAST_BEHIND)
  return { from: now - past, to: now + future }
}

/** Of distances from now the last one that leaves those before it readable. */
function farthestReadable(distances: readonly number[]): number {
  const [nearest = 0, ...others] = [...distances].sort((one, other) => one - other)
  let farthest = nearest
  for (const distance of others) {
    if (distance > FARTHEST * Math.max(farthest, LEAST_AHEAD)) break
    farthest = distance
  }
  return farthest
}

/** Whether a time is in the picture. */
export function shows({ from, to }: Span, time: number): boolean {
  return from <= time && time <= to
}

/** Where `time` is on `width` pixels; times beyond the span are at its edges. */
export function place(time: number, { from, to }: Span, width: number): number {
  const part = (time - from) / (to - from)
  return Math.min(Math.max(part, 0), 1) * width
}

/** Where a stretch begins and how wide it is, at least `least` pixels; null where none of it shows. */
export function stretch(piece: Span, span: Span, width: number, least: number): { x: number; width: number } | null {
  if (piece.to <= span.from || piece.from >= span.to) return null
  const x = place(piece.from, span, width)
  const drawn = Math.max(place(piece.to, span, width) - x, least)
  return { x: Math.min(x, width - drawn), width: drawn }
}
