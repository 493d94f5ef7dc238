import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'

interface SubmitButtonsProps {
  /** The verb: "Generate key". */
  children: ReactNode
  busy: boolean
  /** Whether something is missing. */
  disabled?: boolean
  /** Whether it takes something away. */
  isDanger?: boolean
  onCancel: () => void
}

/** The end of a dialog's form: leaves it, or sends it. */
export function SubmitButtons({ children, busy, disabled, isDanger = false, onCancel }: SubmitButtonsProps) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" color={isDanger ? 'red' : undefined} loading={busy} disabled={disabled}>
        {children}
      </Button>
    </Group>
  )
}
