import { Group, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { Mark } from '../../ui/Mark'

/** The name of the house; leads to the start. */
export function Brand() {
  return (
    <UnstyledButton renderRoot={(props) => <Link to="/" {...props} />} aria-label="Keyplane home">
      <Group gap={8} wrap="nowrap">
        <Mark size={24} />
        <Text fw={650} visibleFrom="xs">
          Keyplane
        </Text>
      </Group>
    </UnstyledButton>
  )
}
