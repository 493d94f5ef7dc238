import { Select, Text } from '@mantine/core'
import type { SelectProps } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a form says about a choice among the project's things. */
export interface ChoiceField {
  label: string
  description?: ReactNode
  placeholder?: string
  clearable?: boolean
  required?: boolean
  disabled?: boolean
  error?: ReactNode
  autoFocus?: boolean
}

interface SearchSelectProps
  extends ChoiceField, Pick<SelectProps, 'filter' | 'onSearchChange' | 'nothingFoundMessage'> {
  /** All that can be chosen; `detail` stands below the name. */
  choices: { id: string; name: string; detail: string | undefined }[]
  value: string | null
  onChange: (id: string | null) => void
}

/** One of many, found by typing. */
export function SearchSelect({ choices, autoFocus, ...input }: SearchSelectProps) {
  const details = new Map(choices.map(({ id, detail }) => [id, detail]))
  return (
    <Select
      {...input}
      maw="28rem"
      searchable
      data-autofocus={autoFocus || undefined}
      clearButtonProps={{ 'aria-label': `Clear ${input.label.toLowerCase()}` }}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text className="mono" c="dimmed" fz="xs">
            {details.get(option.value)}
          </Text>
        </div>
      )}
    />
  )
}
