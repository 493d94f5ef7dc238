import { Checkbox, NativeSelect, Stack } from '@mantine/core'

const HOUR = 3600
const DAY = 24 * HOUR

/** How long a key can be kept, the shortest first. Never without an end. */
const SPANS = [
  { seconds: HOUR, label: '1 hour' },
  { seconds: 8 * HOUR, label: '8 hours' },
  { seconds: DAY, label: '1 day' },
  { seconds: 7 * DAY, label: '7 days' },
  { seconds: 30 * DAY, label: '30 days' },
]
const USUAL_SECONDS = 8 * HOUR

interface KeepKeyProps {
  /** Null: the key is not kept. */
  seconds: number | null
  onChange: (seconds: number | null) => void
}

/** Whether the browser keeps the key, and how long. */
export function KeepKey({ seconds, onChange }: KeepKeyProps) {
  return (
    <Stack gap="xs">
      <Checkbox
        label="Keep me signed in on this browser"
        description="Use it only on your own computer. Signing out removes the key."
        checked={seconds !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL_SECONDS : null)}
      />
      {seconds !== null && (
        <NativeSelect
          label="For how long"
          description="Then this browser forgets the key."
          data={SPANS.map(({ seconds, label }) => ({ value: String(seconds), label }))}
          value={String(seconds)}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
          maw="12rem"
        />
      )}
    </Stack>
  )
}
