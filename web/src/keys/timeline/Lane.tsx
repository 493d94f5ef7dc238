import { Tooltip } from '@mantine/core'

import classes from './KeyTimeline.module.css'
import { thickness } from './layout'
import type { Layout } from './layout'
import type { Life, Spell } from './life'
import { place, stretch } from './span'
import type { Span } from './span'
import { PHASES } from './words'

/** A spell too short to see is drawn this wide. */
const LEAST_PIXELS = 3

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

interface LaneProps {
  life: Life
  spells: readonly Spell[]
  /** The top of the lane. */
  y: number
  layout: Layout
  span: Span
}

/** The bar of one key, phase by phase. */
export function Lane({ life, spells, y, layout, span }: LaneProps) {
  const bar = { y: y + layout.bar.y, height: layout.bar.height }
  const isRevokedHere = life.isRevoked && life.ends >= span.from && life.ends <= span.to
  return (
    <g>
      {spells.map((spell) => {
        const drawn = stretch(spell, span, layout.plot, LEAST_PIXELS)
        if (!drawn) return null
        return (
          <Tooltip key={spell.from} label={tip(spell)}>
            <rect
              className={classes.spell}
              data-phase={spell.phase}
              rx={2}
              {...drawn}
              {...thickness(spell.phase, bar)}
            />
          </Tooltip>
        )
      })}
      {isRevokedHere && <Cross x={place(life.ends, span, layout.plot)} y={bar.y + bar.height / 2} />}
    </g>
  )
}

function Cross({ x, y }: { x: number; y: number }) {
  return <path className={classes.revoked} d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />
}

function tip({ phase, from, to }: Spell): string {
  const end = to === Infinity ? 'no end' : LOCAL.format(to)
  return `${PHASES[phase].label}: ${LOCAL.format(from)} – ${end}`
}
