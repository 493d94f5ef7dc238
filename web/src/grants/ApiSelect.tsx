import { Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'

import type { GrantedApi } from './fields'
import { useApis } from './useApis'

interface ApiSelectProps {
  label: string
  description?: ReactNode
  placeholder?: string
  value: Pick<GrantedApi, 'id' | 'name'> | null
  onChange: (api: GrantedApi | null) => void
  clearable?: boolean
  required?: boolean
  disabled?: boolean
  error?: ReactNode
  autoFocus?: boolean
}

/** One of the project's APIs. */
export function ApiSelect({ value, onChange, clearable, autoFocus, ...input }: ApiSelectProps) {
  const { apis = [] } = useApis()
  const identifiers = new Map(apis.map(({ id, identifier }) => [id, identifier]))
  const isMissing = value !== null && !identifiers.has(value.id)
  return (
    <Select
      {...input}
      maw="28rem"
      searchable
      clearable={clearable}
      data-autofocus={autoFocus || undefined}
      clearButtonProps={{ 'aria-label': `Clear ${input.label.toLowerCase()}` }}
      data={(isMissing ? [value, ...apis] : apis).map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage="No API has this in its name."
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text className="mono" c="dimmed" fz="xs">
            {identifiers.get(option.value)}
          </Text>
        </div>
      )}
      value={value?.id ?? null}
      onChange={(id) => onChange(apis.find((api) => api.id === id) ?? null)}
    />
  )
}
