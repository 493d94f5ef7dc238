import { Table } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useId } from 'react'

import { fold, roundUp, totalOf } from './points'
import type { UsagePoint } from './points'
import classes from './UsageChart.module.css'
import { callsOf, numberOf } from './words'

const HEIGHT = 140
const TOP = 18
const BOTTOM = 22
/** The narrowest bar with its gap, in pixels. */
const BAR = 4

interface UsageChartProps {
  /** What the calls are of, in the middle of a sentence: "the application". */
  of: string
  /** The time that is shown: "the last 24 hours". */
  time: string
  points: readonly UsagePoint[]
  /** Whether a point is a day. */
  isDays: boolean
}

/** Accepted and refused calls as bars, with the same numbers as a table. */
export function UsageChart({ of, time, points, isDays }: UsageChartProps) {
  const { ref, width } = useElementSize()
  const [title, description, hatch] = [useId(), useId(), useId()]
  const total = totalOf(points)
  const bars = fold(points, Math.floor(width / BAR))
  const top = roundUp(Math.max(...bars.map(({ accepted, refused }) => accepted + refused), 0))
  const format = formatOf(isDays)
  const first = points.at(0)
  const last = points.at(-1)
  return (
    <div>
      <div ref={ref} className={classes.frame} style={{ height: HEIGHT }}>
        <svg
          className={classes.picture}
          width={width}
          height={HEIGHT}
          role="img"
          aria-labelledby={`${title} ${description}`}
        >
          <title id={title}>{`Calls of ${of} in ${time}`}</title>
          <desc id={description}>{`${numberOf(total.accepted)} accepted, ${numberOf(total.refused)} refused.`}</desc>
          <defs>
            <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className={classes.refused} width="4" height="4" />
              <line className={classes.hatch} x1="0" y1="0" x2="0" y2="4" />
            </pattern>
          </defs>
          <g aria-hidden="true">
            <line className={classes.grid} x1={0} x2={width} y1={TOP} y2={TOP} />
            <line className={classes.grid} x1={0} x2={width} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
            <text className={classes.tick} x={0} y={TOP - 6}>
              {callsOf(top)}
            </text>
            {first && (
              <text className={classes.tick} x={0} y={HEIGHT - 6}>
                {format(first.at)}
              </text>
            )}
            {last && (
              <text className={classes.tick} x={width} y={HEIGHT - 6} textAnchor="end">
                {format(last.at)}
              </text>
            )}
            {bars.map((bar, index) => (
              <Bar
                key={bar.at}
                bar={bar}
                index={index}
                of={bars.length}
                width={width}
                top={top}
                hatch={hatch}
                format={format}
              />
            ))}
          </g>
        </svg>
      </div>
      <ul className={classes.legend}>
        <li className={classes.legendItem}>
          <Swatch fill={undefined} />
          {numberOf(total.accepted)} accepted
        </li>
        <li className={classes.legendItem}>
          <Swatch fill={`url(#${hatch})`} />
          {numberOf(total.refused)} refused
        </li>
      </ul>
      <UsageTable points={points} format={format} isDays={isDays} />
    </div>
  )
}

interface BarProps {
  bar: UsagePoint
  index: number
  of: number
  width: number
  /** The number at the top of the picture. */
  top: number
  hatch: string
  format: (at: string) => string
}

function Bar({ bar, index, of, width, top, hatch, format }: BarProps) {
  const plot = HEIGHT - TOP - BOTTOM
  const step = width / of
  const wide = Math.max(1, step - 1)
  const x = index * step
  // A single call among thousands is still seen.
  const height = (calls: number) => (calls === 0 ? 0 : Math.max(1.5, (calls / top) * plot))
  const [accepted, refused] = [height(bar.accepted), height(bar.refused)]
  if (bar.accepted + bar.refused === 0) return null
  return (
    <g className={classes.bar}>
      <title>{`${format(bar.at)}: ${numberOf(bar.accepted)} accepted, ${numberOf(bar.refused)} refused`}</title>
      <rect className={classes.accepted} x={x} y={HEIGHT - BOTTOM - accepted} width={wide} height={accepted} />
      <rect fill={`url(#${hatch})`} x={x} y={HEIGHT - BOTTOM - accepted - refused} width={wide} height={refused} />
    </g>
  )
}

function Swatch({ fill }: { fill: string | undefined }) {
  return (
    <svg width={12} height={12} aria-hidden="true">
      <rect width={12} height={12} className={fill === undefined ? classes.accepted : undefined} fill={fill} />
    </svg>
  )
}

interface UsageTableProps {
  points: readonly UsagePoint[]
  format: (at: string) => string
  isDays: boolean
}

/** The points with a call, newest first. */
function UsageTable({ points, format, isDays }: UsageTableProps) {
  const rows = points.filter(({ accepted, refused }) => accepted + refused > 0).reverse()
  if (rows.length === 0) return null
  return (
    <details>
      <summary className={classes.summary}>Show as a table</summary>
      <Table.ScrollContainer minWidth={280} mah={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{isDays ? 'Day (UTC)' : 'Hour'}</Table.Th>
              <Table.Th ta="right">Accepted</Table.Th>
              <Table.Th ta="right">Refused</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ at, accepted, refused }) => (
              <Table.Tr key={at}>
                <Table.Td>{format(at)}</Table.Td>
                <Table.Td ta="right">{numberOf(accepted)}</Table.Td>
                <Table.Td ta="right">{numberOf(refused)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  )
}

const HOURS = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const DAYS = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** An hour in the reader's own zone; a day as UTC has it, since its calls are those of a day in UTC. */
function formatOf(isDays: boolean): (at: string) => string {
  const format = isDays ? DAYS : HOURS
  return (at) => format.format(new Date(at))
}
