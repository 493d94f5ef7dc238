import { Button, Group, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

import { useNow } from '../ui/useNow'

interface ExpiryFieldProps {
  label?: string
  description?: string
  /** RFC 3339, or null for no end. */
  value: string | null
  onChange: (value: string | null) => void
  error?: ReactNode
}

const DAY_MILLISECONDS = 86_400_000
const PRESETS = [
  { label: '30 days', days: 30 },
  { label: '90 days', days: 90 },
  { label: '1 year', days: 365 },
]

/** A key's end in the reader's own zone: the browser's own picker, and the usual lengths. */
export function ExpiryField({
  label = 'Expires',
  description = 'Empty: never expires.',
  value,
  onChange,
  error,
}: ExpiryFieldProps) {
  const now = useNow()
  return (
    <div>
      <TimeField label={label} description={description} value={value} onChange={onChange} error={error} />
      <Group gap={4} mt={6}>
        {PRESETS.map(({ label, days }) => (
          <Button
            key={days}
            size="compact-xs"
            variant="default"
            aria-label={`Expires in ${label}`}
            onClick={() => onChange(new Date(now + days * DAY_MILLISECONDS).toISOString())}
          >
            {label}
          </Button>
        ))}
        <Button size="compact-xs" variant="default" aria-label="Never expires" onClick={() => onChange(null)}>
          Never
        </Button>
      </Group>
    </div>
  )
}

interface TimeFieldProps {
  label: string
  description: string
  /** RFC 3339, or null for none. */
  value: string | null
  onChange: (value: string | null) => void
  error?: ReactNode
}

/** A point in time in the reader's own zone, through the browser's own picker. */
export function TimeField({ label, description, value, onChange, error }: TimeFieldProps) {
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
