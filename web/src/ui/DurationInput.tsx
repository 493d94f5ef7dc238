import { Box, Group, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'

import { UNITS, secondsOf, unitOf } from './duration'
import type { Unit } from './duration'

interface DurationInputProps {
  label: string
  description?: ReactNode
  /** Seconds; an empty text while the field is empty. */
  value: number | ''
  onChange: (seconds: number | '') => void
  error?: ReactNode
  disabled?: boolean
}

/** A time span in the unit that suits the reader; its value is in seconds. */
export function DurationInput({ label, description, value, onChange, error, disabled }: DurationInputProps) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(Number(value)))
  const count = value === '' ? '' : value / secondsOf(unit)
  const units = (
    <NativeSelect
      aria-label={`${label}: unit`}
      data={UNITS.map(({ unit }) => unit)}
      value={unit}
      disabled={disabled}
      onChange={({ currentTarget }) => {
        const next = UNITS.find(({ unit }) => unit === currentTarget.value)?.unit ?? unit
        // The number stays and the unit changes, as it reads.
        if (count !== '') onChange(Math.round(count * secondsOf(next)))
        setUnit(next)
      }}
    />
  )
  return (
    <NumberInput
      label={label}
      description={description}
      error={error}
      inputContainer={(input) => (
        <Group gap="xs" mt={6} mb={4} wrap="nowrap" maw="20rem">
          <Box flex={1}>{input}</Box>
          {units}
        </Group>
      )}
      value={count}
      onChange={(text) => onChange(text === '' ? '' : Math.round(Number(text) * secondsOf(unit)))}
      min={0}
      decimalScale={2}
      allowNegative={false}
      disabled={disabled}
    />
  )
}
