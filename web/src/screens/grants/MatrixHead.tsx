import type { VirtualItem } from '@tanstack/react-virtual'

import { useProject } from '../../app/project'
import type { ApiChoice } from '../../grants/useApis'
import { TextLink } from '../../ui/links'
import { columnAt } from './columns'
import classes from './Matrix.module.css'
import { at } from './useWalk'

interface MatrixHeadProps {
  apis: ApiChoice[]
  /** Those that are on the screen. */
  columns: VirtualItem[]
  tabIndex: (row: number, column: number) => number
}

/** The names of the APIs, which stay while the rows go by. */
export function MatrixHead({ apis, columns, tabIndex }: MatrixHeadProps) {
  const { slug } = useProject()
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      <div role="columnheader" className={classes.corner} aria-colindex={1}>
        Application
      </div>
      {columns.map(({ index, start }) => {
        const api = apis[index]
        if (!api) return null
        return (
          <div key={api.id} role="columnheader" className={classes.cell} style={columnAt(start)} {...at(0, index + 1)}>
            <TextLink
              to="/projects/$slug/apis/$apiId"
              params={{ slug, apiId: api.id }}
              search={{ tab: 'grants' }}
              className={classes.name}
              tabIndex={tabIndex(0, index + 1)}
              title={api.enabled ? api.identifier : `${api.identifier} (disabled)`}
              c={api.enabled ? undefined : 'dimmed'}
            >
              {api.name}
            </TextLink>
          </div>
        )
      })}
    </div>
  )
}
