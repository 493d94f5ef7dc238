import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface SectionHeadProps {
  /** What the section is `aria-labelledby`. */
  id: string
  title: string
  description: ReactNode
  /** Buttons at the right of the heading. */
  children?: ReactNode
}

/** The head of a part of a screen that has buttons of its own. */
export function SectionHead({ id, title, description, children }: SectionHeadProps) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 16rem' }}>
        <Title order={2} id={id}>
          {title}
        </Title>
        <Text size="sm" c="dimmed" maw="46rem">
          {description}
        </Text>
      </div>
      {children}
    </Group>
  )
}
