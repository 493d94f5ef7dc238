import { Button, Group } from '@mantine/core'

interface SaveButtonsProps {
  /** Whether there is anything to save. */
  isDirty: boolean
  busy: boolean
  /** The button's verb where saving takes something away: "Save and remove". */
  danger?: string
  onDiscard: () => void
}

/** Saves or discards what was changed in a form. */
export function SaveButtons({ isDirty, busy, danger, onDiscard }: SaveButtonsProps) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" disabled={!isDirty} onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" color={danger && 'red'} loading={busy} disabled={!isDirty}>
        {danger ?? 'Save'}
      </Button>
    </Group>
  )
}
