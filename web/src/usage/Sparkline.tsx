import { Text } from '@mantine/core'

import { totalOf } from './points'
import type { UsagePoint } from './points'
import classes from './UsageChart.module.css'
import { callsOf, numberOf } from './words'

const HEIGHT = 20
const STEP = 4

/** The calls of the last 24 hours in a row of a list: a picture, and their number. */
export function Sparkline({ points }: { points: readonly UsagePoint[] }) {
  const { accepted, refused } = totalOf(points)
  const most = Math.max(...points.map((point) => point.accepted + point.refused), 1)
  if (accepted + refused === 0) {
    return (
      <Text size="sm" c="dimmed">
        Not used
      </Text>
    )
  }
  const label = `${callsOf(accepted)} accepted, ${numberOf(refused)} refused in the last 24 hours`
  return (
    <div>
      <svg
        className={classes.spark}
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <title>{label}</title>
        <line className={classes.grid} x1={0} x2={points.length * STEP} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {points.map(({ at, accepted, refused }, index) => {
          const height = (calls: number) => (calls === 0 ? 0 : Math.max(1, (calls / most) * HEIGHT))
          const [good, bad] = [height(accepted), height(refused)]
          const x = index * STEP
          return (
            <g key={at}>
              <rect className={classes.accepted} x={x} y={HEIGHT - good} width={STEP - 1} height={good} />
              <rect className={classes.refused} x={x} y={HEIGHT - good - bad} width={STEP - 1} height={bad} />
            </g>
          )
        })}
      </svg>
      <Text size="xs" c="dimmed">
        {accepted > 0 && callsOf(accepted)}
        {accepted > 0 && refused > 0 && ', '}
        {refused > 0 && `${numberOf(refused)} refused`}
      </Text>
    </div>
  )
}
