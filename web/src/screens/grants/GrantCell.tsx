import { Text, Tooltip, UnstyledButton } from '@mantine/core'

import type { GrantTarget } from '../../grants/fields'
import { cellLabel } from './cell'
import type { Cell } from './cell'
import classes from './GrantCell.module.css'

interface GrantCellProps {
  cell: Cell
  /** Undefined where nothing may be changed. */
  onOpen: ((target: GrantTarget) => void) | undefined
  /** In a grid only one cell is reached by Tab. */
  tabIndex?: number
}

/** What an application may do at an API; a press changes it. */
export function GrantCell({ cell, onOpen, tabIndex }: GrantCellProps) {
  const { words, scopes, isUnknown, target } = cell
  const content = (
    <Text span size="sm" lineClamp={2} className={words === scopes.join(', ') ? 'mono' : undefined}>
      {words ?? (isUnknown ? '…' : '–')}
    </Text>
  )
  const shown = {
    className: classes.cell,
    'data-granted': words === null ? undefined : true,
    'aria-label': cellLabel(cell),
    tabIndex,
  }
  return (
    <Tooltip
      label={isUnknown ? MANY : scopes.join(', ')}
      disabled={!isUnknown && scopes.length === 0}
      multiline
      maw={320}
    >
      {onOpen && !isUnknown ? (
        <UnstyledButton {...shown} data-offers onClick={() => onOpen(target)}>
          {content}
        </UnstyledButton>
      ) : (
        <span {...shown} role="note">
          {content}
        </span>
      )}
    </Tooltip>
  )
}

const MANY = 'This application has more than 100 grants. See its page.'
