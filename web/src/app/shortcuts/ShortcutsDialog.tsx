import { Group, Kbd, Modal, Table, Text } from '@mantine/core'
import { Fragment } from 'react'

import type { Shortcut } from './shortcuts'

interface ShortcutsDialogProps {
  opened: boolean
  onClose: () => void
  shortcuts: readonly Shortcut[]
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** Every keyboard shortcut that works on this screen. */
export function ShortcutsDialog({ opened, onClose, shortcuts }: ShortcutsDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table aria-label="Keyboard shortcuts" withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td>Search everywhere, or run an action, also while typing</Table.Td>
            <Table.Td>
              <Keys keys={[isApple ? '⌘ K' : 'Ctrl K']} />
            </Table.Td>
          </Table.Tr>
          {shortcuts.map(({ keys, label }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td>
                <Keys keys={keys} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {keys.map((key, place) => (
        <Fragment key={place}>
          {place > 0 && (
            <Text span size="xs" c="dimmed">
              then
            </Text>
          )}
          <Kbd size="sm">{key}</Kbd>
        </Fragment>
      ))}
    </Group>
  )
}
