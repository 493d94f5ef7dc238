import { TextInput } from '@mantine/core'

interface ExpiryFieldProps {
  label?: string
  description?: string
  /** RFC 3339, or null for no end. */
  value: string | null
  onChange: (value: string | null) => void
  error?: string | undefined
}

/** A point in time in the reader's own zone, through the browser's own picker. */
export function ExpiryField({
  label = 'Expires',
  description = 'Leave it empty for no end',
  value,
  onChange,
  error,
}: ExpiryFieldProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={description}
      value={value === null ? '' : toLocal(value)}
      onChange={(event) => onChange(fromLocal(event.currentTarget.value))}
      error={error}
    />
  )
}

/** `2026-01-31T13:00`, in local time, as the input wants it. */
export function toLocal(value: string): string {
  const date = new Date(value)
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

/** The reverse; null for what is not a date. */
export function fromLocal(value: string): string | null {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
