import { TagsInput } from '@mantine/core'
import type { ReactNode } from 'react'

import { splitScopes } from './scopes'

interface ScopesInputProps {
  value?: string[]
  onChange?: (scopes: string[]) => void
  error?: ReactNode
  disabled?: boolean
}

/** Names of scopes: blanks stand between them, also in what is pasted. */
export function ScopesInput({ value = [], onChange, ...input }: ScopesInputProps) {
  return (
    <TagsInput
      label="Scopes"
      description="What may be granted, such as read or orders:write. Enter or a blank after each."
      placeholder={value.length === 0 ? 'read' : ''}
      maw="36rem"
      splitChars={[' ', '\n', '\t']}
      // Mantine takes Read for read; the standard does not (RFC 6749 section 3.3).
      isDuplicate={(name, names) => names.includes(name)}
      acceptValueOnBlur
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(names) => onChange?.(splitScopes(names))}
      {...input}
    />
  )
}
