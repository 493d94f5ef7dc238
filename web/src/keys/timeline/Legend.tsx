import { Tooltip } from '@mantine/core'

import classes from './KeyTimeline.module.css'
import { thickness } from './layout'
import type { Phase } from './life'
import { PHASES } from './words'

const ORDER: readonly Phase[] = ['published', 'signs', 'standby', 'retiring']

const BAR = { y: 0.5, height: 11 }

interface LegendProps {
  phases: ReadonlySet<Phase>
  hasRotation: boolean
  hasRevoked: boolean
}

/** What the bars mean: only what the picture has. */
export function Legend({ phases, hasRotation, hasRevoked }: LegendProps) {
  return (
    <div className={classes.legend}>
      {ORDER.filter((phase) => phases.has(phase)).map((phase) => (
        <Tooltip key={phase} label={PHASES[phase].meaning}>
          <span className={classes.legendItem}>
            <svg width={18} height={12} aria-hidden="true">
              <rect className={classes.spell} data-phase={phase} x={0.5} width={17} rx={2} {...thickness(phase, BAR)} />
            </svg>
            {PHASES[phase].label}
          </span>
        </Tooltip>
      ))}
      {hasRevoked && (
        <span className={classes.legendItem}>
          <svg width={12} height={12} aria-hidden="true">
            <path className={classes.revoked} d="M2 2l8 8m0 -8l-8 8" />
          </svg>
          Revoked
        </span>
      )}
      {hasRotation && (
        <span className={classes.legendItem}>
          <svg width={12} height={12} aria-hidden="true">
            <line className={classes.mark} x1={6} x2={6} y1={0} y2={12} />
          </svg>
          Next rotation
        </span>
      )}
    </div>
  )
}
