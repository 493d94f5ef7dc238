import { SimpleGrid, TextInput } from '@mantine/core'

import type { Preset } from './presets'

interface ParameterInputsProps {
  preset: Preset
  /** The placeholders that are asked for. */
  names: ReadonlySet<string>
  values: Readonly<Record<string, string>>
  onChange: (values: Record<string, string>) => void
}

/** Asks for what a platform's texts leave open, such as the ID of a repository. */
export function ParameterInputs({ preset, names, values, onChange }: ParameterInputsProps) {
  const asked = preset.parameters.filter(({ name }) => names.has(name))
  if (asked.length === 0) return null
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {asked.map(({ name, title, example, hint }) => (
        <TextInput
          key={name}
          label={title}
          description={hint}
          placeholder={example}
          value={values[name] ?? ''}
          onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
      ))}
    </SimpleGrid>
  )
}
