import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface CellProps {
  name: string
  isDimmed?: boolean
  children: ReactNode
}

/** A value whose column's name stands before it on a phone, where there is no head of the table. */
export function Cell({ name, isDimmed = false, children }: CellProps) {
  return (
    <Text size="sm" c={isDimmed ? 'dimmed' : undefined}>
      <Text span inherit c="dimmed" hiddenFrom="sm" aria-hidden>
        {name}:{' '}
      </Text>
      {children}
    </Text>
  )
}
