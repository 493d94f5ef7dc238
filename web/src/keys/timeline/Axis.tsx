import classes from './KeyTimeline.module.css'
import type { Layout } from './layout'
import { place } from './span'
import type { Span } from './span'
import { ticksOf } from './ticks'

/** Pixels from one date to the next, so that none touches another. */
const APART = 84
/** A date nearer to an edge than this would be cut. */
const HALF_LABEL = 30

interface AxisProps {
  layout: Layout
  span: Span
  now: number
  /** When the next key takes over by itself; null where nobody knows. */
  rotation: number | null
}

/** The dates below the bars, the line for now, and one for the next rotation. */
export function Axis({ layout, span, now, rotation }: AxisProps) {
  const { left, plot, top, height } = layout
  const bottom = height - 22
  const x = (time: number) => left + place(time, span, plot)
  return (
    <g aria-hidden="true">
      {ticksOf(span, plot, APART).map(({ time, label }) => (
        <g key={time}>
          <line className={classes.grid} x1={x(time)} x2={x(time)} y1={top} y2={bottom} />
          {x(time) >= left + HALF_LABEL && x(time) <= left + plot - HALF_LABEL + 8 && (
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
