import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload, IconEdit, IconRefresh, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { useViewer } from '../session/useSession'
import { actionsFor } from './abilities'
import type { KeyAction } from './abilities'
import type { KeyFieldsFragment } from './keyFields'

const BUTTONS: Record<KeyAction, { label: string; icon: ReactNode; color?: string }> = {
  rotate: { label: 'Rotate', icon: <IconRefresh size={16} /> },
  edit: { label: 'Edit', icon: <IconEdit size={16} /> },
  export: { label: 'Download private key', icon: <IconDownload size={16} /> },
  revoke: { label: 'Revoke', icon: <IconTrash size={16} />, color: 'red' },
}

/** A button for each thing that can be done to the key now. */
export function KeyActions({
  subject,
  onAction,
}: {
  subject: KeyFieldsFragment
  onAction: (action: KeyAction) => void
}) {
  const { permissions } = useViewer()
  const actions = actionsFor(subject, permissions)
  if (actions.length === 0) return null
  const isImported = subject.state === 'ACTIVE' && subject.origin === 'IMPORTED'
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {actions.map((action) => {
          const { label, icon, color } = BUTTONS[action]
          return (
            <Button
              key={action}
              size="xs"
              variant={color ? 'light' : 'default'}
              color={color}
              leftSection={icon}
              onClick={() => onAction(action)}
            >
              {label}
            </Button>
          )
        })}
      </Group>
      {isImported && (
        <Text size="sm" c="dimmed">
          This key is imported, so its successor is imported as well: import the next key, then revoke this one.
        </Text>
      )}
    </Stack>
  )
}
