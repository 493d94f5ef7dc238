import { ActionIcon, Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'

import classes from './PaletteButton.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** Opens the command palette; shows its shortcut. */
export function PaletteButton() {
  return (
    <>
      <UnstyledButton className={classes.field} onClick={spotlight.open} visibleFrom="sm">
        <Group gap={8} wrap="nowrap">
          <IconSearch size={16} aria-hidden />
          <Text size="sm" flex={1}>
            Jump to…
          </Text>
          <Kbd size="xs">{isApple ? '⌘ K' : 'Ctrl K'}</Kbd>
        </Group>
      </UnstyledButton>
      <ActionIcon variant="subtle" color="gray" size="lg" hiddenFrom="sm" aria-label="Jump to" onClick={spotlight.open}>
        <IconSearch size={18} />
      </ActionIcon>
    </>
  )
}
