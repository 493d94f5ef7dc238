import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface CardTextProps {
  label: ReactNode
  explanation: string
  /** The circle or box that shows whether it is chosen. */
  children: ReactNode
}

/** What stands on the card of a choice. */
export function CardText({ label, explanation, children }: CardTextProps) {
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      {children}
      <div>
        <Text size="sm" fw={600} component="div">
          {label}
        </Text>
        <Text size="sm" c="dimmed">
          {explanation}
        </Text>
      </div>
    </Group>
  )
}
