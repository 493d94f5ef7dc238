import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface ActionRowProps {
  title: string
  text: string
  /** The button, if there is one. */
  children: ReactNode
}

/** What something is, or what can be done with it, beside the button that does it. */
export function ActionRow({ title, text, children }: ActionRowProps) {
  return (
    <Group justify="space-between" gap="md">
      <div style={{ flex: '1 1 16rem' }}>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      {children}
    </Group>
  )
}
