import type { VirtualItem } from '@tanstack/react-virtual'

import { useProject } from '../../app/project'
import type { GrantTarget } from '../../grants/fields'
import type { ApiChoice } from '../../grants/useApis'
import { TextLink } from '../../ui/links'
import { cellOf } from './cell'
import { columnAt } from './columns'
import { GrantCell } from './GrantCell'
import classes from './Matrix.module.css'
import type { Holder } from './useHolders'
import { at } from './useWalk'

interface MatrixRowProps {
  holder: Holder
  /** From 1: the head is row 0. */
  row: number
  /** Where it begins, in pixels. */
  start: number
  apis: ApiChoice[]
  /** Those that are on the screen. */
  columns: VirtualItem[]
  tabIndex: (row: number, column: number) => number
  onOpen: ((target: GrantTarget) => void) | undefined
}

/** An application, and what it may do at each API. */
export function MatrixRow({ holder, row, start, apis, columns, tabIndex, onOpen }: MatrixRowProps) {
  const { slug } = useProject()
  const { id, name, enabled } = holder
  return (
    <div role="row" aria-rowindex={row + 1} className={classes.row} style={{ transform: `translateY(${start}px)` }}>
      <div role="rowheader" className={classes.first} {...at(row, 0)}>
        <TextLink
          to="/projects/$slug/applications/$applicationId"
          params={{ slug, applicationId: id }}
          search={{ tab: 'access' }}
          className={classes.name}
          tabIndex={tabIndex(row, 0)}
          title={`${name}${enabled ? '' : ' (disabled)'}\n${id}`}
          c={enabled ? undefined : 'dimmed'}
        >
          {name}
        </TextLink>
      </div>
      {columns.map(({ index, start }) => {
        const api = apis[index]
        if (!api) return null
        return (
          <div key={api.id} role="gridcell" className={classes.cell} style={columnAt(start)} {...at(row, index + 1)}>
            <GrantCell cell={cellOf(holder, api)} onOpen={onOpen} tabIndex={tabIndex(row, index + 1)} />
          </div>
        )
      })}
    </div>
  )
}
