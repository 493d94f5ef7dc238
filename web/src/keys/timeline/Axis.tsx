import classes from './KeyTimeline.module.css'
import type { Layout } from './layout'
import { place } from './span'
import type { Span } from './span'
import { ticksOf } from './ticks'

/** Pixels from one date to the next, so that none touches another. */
const APART = 84
/** Half the width of a letter, about: a date that would be cut at an edge is not written. */
const HALF_LETTER = 3.4

interface AxisProps {
  layout: Layout
  span: Span
  now: number
  /** When the next key takes over on schedule; null if that is unknown or outside the picture. */
  rotation: number | null
}

/** The dates below the bars, the line for now, and one for the next rotation. */
export function Axis({ layout, span, now, rotation }: AxisProps) {
  const { left, plot, top, height, width } = layout
  const bottom = height - 22
  const x = (time: number) => left + place(time, span, plot)
  return (
    <g aria-hidden="true">
      {ticksOf(span, plot, APART).map(({ time, label }) => (
        <g key={time}>
          <line className={classes.grid} x1={x(time)} x2={x(time)} y1={top} y2={bottom} />
          {fits(x(time), label, width) && (
            <text className={classes.tick} x={x(time)} y={height - 6}>
              {label}
            </text>
          )}
        </g>
      ))}
      {rotation !== null && <line className={classes.mark} x1={x(rotation)} x2={x(rotation)} y1={top} y2={bottom} />}
      <line className={classes.now} x1={x(now)} x2={x(now)} y1={top - 4} y2={bottom} />
      <text className={classes.nowLabel} x={x(now)} y={top - 8}>
        now
      </text>
    </g>
  )
}

function fits(x: number, label: string, width: number): boolean {
  const half = label.length * HALF_LETTER
  return x - half >= 0 && x + half <= width
}
