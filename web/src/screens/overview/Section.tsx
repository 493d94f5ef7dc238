import { Group, Paper, Stack, Title } from '@mantine/core'
import { useId } from 'react'
import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  /** A link to the whole. */
  aside?: ReactNode
  children: ReactNode
}

/** A card with a heading. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <Stack component="section" gap="xs" aria-labelledby={id} miw={0}>
      <Group justify="space-between" gap="sm">
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      <Paper flex={1} py="xs">
        {children}
      </Paper>
    </Stack>
  )
}
