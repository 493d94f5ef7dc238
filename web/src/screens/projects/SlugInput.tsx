import { Loader, Text, TextInput } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import type { SlugStatus } from '../../graphql/generated/graphql'
import { SHORTEST_SLUG } from './slug'
import { useSlugStatus } from './useSlugStatus'

const REFUSALS: Record<Exclude<SlugStatus, 'AVAILABLE'>, string> = {
  TAKEN: 'Another project has or had this slug. Slugs are never reused. Choose another.',
  RESERVED: 'This word is reserved for the server’s own URLs. Choose another.',
  MALFORMED: 'Use 3 to 32 lower-case letters, digits and hyphens; begin and end with a letter or digit.',
}

interface SlugInputProps {
  value: string
  /** What the form or the server said. */
  error: ReactNode
  onChange: (slug: string) => void
}

/** A slug, checked while it is typed. */
export function SlugInput({ value, error, onChange }: SlugInputProps) {
  const status = useSlugStatus(value)
  const isAsked = value.length >= SHORTEST_SLUG
  const refusal = isAsked && status && status !== 'AVAILABLE' ? REFUSALS[status] : undefined
  return (
    <div>
      <TextInput
        label="Slug"
        description="Last part of the issuer URL and audience of admin tokens. Fixed once the project is created."
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.toLowerCase())}
        error={error ?? refusal}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        classNames={{ input: 'mono' }}
        rightSection={isAsked && <StatusIcon status={status} />}
      />
      <Text size="sm" c="dimmed" mt={6} aria-live="polite">
        {status === 'AVAILABLE' ? 'Available. ' : ''}
        Issuer: <span className="mono">{`${location.origin}/p/${value === '' ? '…' : value}`}</span>
      </Text>
    </div>
  )
}

function StatusIcon({ status }: { status: SlugStatus | undefined }) {
  if (status === undefined) return <Loader size={14} aria-label="Checking" />
  if (status === 'AVAILABLE') return <IconCircleCheck size={18} color="var(--mantine-color-green-text)" aria-hidden />
  return <IconAlertCircle size={18} color="var(--mantine-color-error)" aria-hidden />
}
