import { EmptyState as MantineEmptyState, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: ReactNode
  /** What is not there. */
  title: string
  /** Why, and what to do next. */
  children: ReactNode
  /** The button that does it. */
  action?: ReactNode
}

/** What stands in the place of a list without rows: always says what to do next. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <MantineEmptyState
      icon={icon}
      py="xl"
      title={title}
      description={
        <Text span inherit maw="32rem" display="inline-block">
          {children}
        </Text>
      }
    >
      {action && <MantineEmptyState.Actions>{action}</MantineEmptyState.Actions>}
    </MantineEmptyState>
  )
}
