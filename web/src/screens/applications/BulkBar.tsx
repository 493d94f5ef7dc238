import { Button, Group, Paper, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconTag, IconTagOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'

import type { ApplicationRowFragment } from '../../graphql/generated/graphql'
import { MOST_SELECTED } from '../../list/useSelection'
import type { Selection } from '../../list/useSelection'
import { lazyDialog } from '../../ui/lazyDialog'
import { numberOf } from '../../usage/words'
import type { BulkWork } from './BulkApplications'

const BulkApplications = lazyDialog(() => import('./BulkApplications').then((module) => module.BulkApplications))

interface BulkBarProps {
  selection: Selection<ApplicationRowFragment>
  /** Offers to select what is not loaded. */
  selectAll: ReactNode
}

/** What can be done to all selected applications at once; nothing while none is selected. */
export function BulkBar({ selection, selectAll }: BulkBarProps) {
  const { items, clear } = selection
  const [work, setWork] = useState<BulkWork>('disable')
  const [isOpen, setOpen] = useState(false)
  // As they are when the dialog opens: nothing is selected any more when the work is done.
  const [chosen, setChosen] = useState(items)
  const begin = (next: BulkWork) => {
    setWork(next)
    setChosen(items)
    setOpen(true)
  }
  const count = items.length
  return (
    <>
      {count > 0 && (
        <Paper p="xs" role="region" aria-label="Selected applications">
          <Group gap="xs">
            <Text size="sm" fw={500} role="status">
              {numberOf(count)} selected{count === MOST_SELECTED ? `, the most at once` : ''}
            </Text>
            {selectAll}
            <Group gap="xs" ml="auto">
              <BulkButton icon={IconPlayerPause} label="Disable" onClick={() => begin('disable')} />
              <BulkButton icon={IconPlayerPlay} label="Enable" onClick={() => begin('enable')} />
              <BulkButton icon={IconTag} label="Add label" onClick={() => begin('label')} />
              <BulkButton icon={IconTagOff} label="Remove label" onClick={() => begin('unlabel')} />
              <Button size="xs" variant="subtle" color="gray" onClick={clear}>
                Clear selection
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
      <BulkApplications opened={isOpen} onClose={() => setOpen(false)} work={work} items={chosen} onDone={clear} />
    </>
  )
}

interface BulkButtonProps {
  icon: typeof IconTag
  label: string
  onClick: () => void
}

function BulkButton({ icon: Icon, label, onClick }: BulkButtonProps) {
  return (
    <Button size="xs" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  )
}
