import { useElementSize } from '@mantine/hooks'
import type { ReactNode } from 'react'

import type { KeyAlgorithm } from '../../graphql/generated/graphql'
import { useNow } from '../../ui/useNow'
import { Axis } from './Axis'
import { layOut } from './layout'
import { Lane } from './Lane'
import { Legend } from './Legend'
import { lifeOf, spellsOf } from './life'
import type { KeyDates } from './life'
import { shows, spanOf } from './span'
import classes from './KeyTimeline.module.css'
import { describe } from './words'

interface KeyTimelineProps {
  /** In any order; those that begin first are drawn first. Of those that are over, the latest only. */
  keys: readonly KeyDates[]
  /** The policy's: of several keys in use the server prefers one of it. */
  algorithm: KeyAlgorithm
  /** When the schedule makes the next key sign, RFC 3339. */
  nextRotationAt?: string | null
  /** What stands beside a key's bar; its name where absent. */
  label?: (id: string) => ReactNode
}

/** When each key is published, signs, retires and leaves, with a line for now. */
export function KeyTimeline({ keys, algorithm, nextRotationAt, label }: KeyTimelineProps) {
  const now = useNow()
  const { ref, width } = useElementSize()
  const all = keys.map(lifeOf).sort((one, other) => one.activates - other.activates || one.created - other.created)
  const spells = spellsOf(all, algorithm)
  const next = nextRotationAt ? Date.parse(nextRotationAt) : Infinity
  // What is over says nothing of what to show; it is shown where it was not long ago.
  const span = spanOf(
    all.filter(({ ends }) => ends > now),
    now,
    [next],
  )
  const rotation = shows(span, next) ? next : null
  const lives = all.filter(({ ends }) => ends > span.from)
  const layout = layOut(width, lives.length)
  const lanes = lives.map((life, index) => ({
    life,
    spells: spells.get(life.id) ?? [],
    y: layout.top + index * layout.lane,
  }))
  const phases = new Set(lanes.flatMap(({ spells }) => spells.map(({ phase }) => phase)))
  return (
    <div>
      <div ref={ref} className={classes.frame} style={{ height: layout.height }}>
        <svg
          className={classes.picture}
          width={width}
          height={layout.height}
          role="img"
          aria-label={`Timeline. ${lanes.map(({ life, spells }) => describe(life, spells, now)).join(' ')}`}
        >
          <Axis layout={layout} span={span} now={now} rotation={rotation} />
          <g transform={`translate(${layout.left} 0)`}>
            {lanes.map((lane) => (
              <Lane key={lane.life.id} {...lane} layout={layout} span={span} />
            ))}
          </g>
        </svg>
        <ul className={classes.labels}>
          {lanes.map(({ life, y }) => (
            <li
              key={life.id}
              className={classes.label}
              style={{ top: y + layout.label.y, height: layout.label.height, width: layout.label.width }}
            >
              {label ? label(life.id) : <span>{life.name}</span>}
            </li>
          ))}
        </ul>
      </div>
      <Legend phases={phases} hasRotation={rotation !== null} hasRevoked={lives.some(({ isRevoked }) => isRevoked)} />
    </div>
  )
}
