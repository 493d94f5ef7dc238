import type { Phase } from './life'

/** Where things stand in a picture of a width, in pixels. */
export interface Layout {
  width: number
  /** Where the time axis begins, and how wide it is. */
  left: number
  plot: number
  height: number
  /** The top of the first lane. */
  top: number
  lane: number
  /** Where a bar stands in its lane. */
  bar: { y: number; height: number }
  /** Where a label stands in its lane, and how wide it may be. */
  label: { y: number; height: number; width: number }
}

/** Below this width a key's name stands above its bar, else beside it. */
const NARROW = 560
const LABEL_WIDTH = 176
/** Above the lanes the word "now", below them the dates. */
const HEAD = 20
const FOOT = 26
/** So that a date or a word at the right edge is not cut. */
const RIGHT = 8

/** Lays out `lanes` keys on `width` pixels. */
export function layOut(width: number, lanes: number): Layout {
  const isNarrow = width < NARROW
  const left = isNarrow ? 0 : LABEL_WIDTH
  const lane = isNarrow ? 48 : 34
  return {
    width,
    left,
    plot: Math.max(width - left - RIGHT, 0),
    height: HEAD + lanes * lane + FOOT,
    top: HEAD,
    lane,
    bar: isNarrow ? { y: 24, height: 16 } : { y: 8, height: 18 },
    label: isNarrow ? { y: 0, height: 22, width } : { y: 0, height: lane, width: LABEL_WIDTH - 16 },
  }
}

/** A key in use is a thick bar, one before or after that a thin one: told apart without colours. */
export function thickness(phase: Phase, bar: { y: number; height: number }): { y: number; height: number } {
  if (phase === 'signs' || phase === 'standby') return bar
  const height = Math.round(bar.height * 0.4)
  return { y: bar.y + (bar.height - height) / 2, height }
}
