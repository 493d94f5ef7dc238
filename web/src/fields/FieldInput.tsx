import { Box, NumberInput, Switch, TagsInput, TextInput, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'

import type { ChosenApplication } from '../ui/ApplicationSelect'
import { ApplicationSelect } from '../ui/ApplicationSelect'
import { CheckCards } from '../ui/CheckCards'
import { ChoiceCards } from '../ui/ChoiceCards'
import { DurationInput } from '../ui/DurationInput'
import type { Field, Label, NamesField, ScheduleField, SwitchField, TextField } from './field'
import { LabelsInput } from './LabelsInput'
import { splitNames } from './names'
import type { Slot } from './useFieldForm'

interface FieldInputProps<F> extends Slot<unknown> {
  field: F
  disabled: boolean
  /** Whether it takes the focus when the form opens. */
  isFirst?: boolean
}

/** The input of a setting. */
export function FieldInput({ field, value, onChange, error, disabled, isFirst }: FieldInputProps<Field>): ReactNode {
  const slot = { value, onChange, error, disabled }
  const words = { label: field.label, description: field.help }
  switch (field.kind) {
    case 'text':
      return <TextRow field={field} {...slot} isFirst={isFirst} />
    case 'switch':
      return <SwitchRow field={field} {...slot} />
    case 'duration':
      return (
        <DurationInput {...words} value={value as number | ''} onChange={onChange} error={error} disabled={disabled} />
      )
    case 'schedule':
      return <ScheduleRow field={field} {...slot} />
    case 'count':
      return (
        <NumberInput
          {...words}
          inputContainer={(input) => (
            <Box maw="20rem" mt={6} mb={4}>
              {input}
            </Box>
          )}
          placeholder={field.placeholder}
          suffix={` ${field.unit}`}
          thousandSeparator=","
          allowDecimal={false}
          allowNegative={false}
          value={value === null ? '' : (value as number)}
          onChange={(text) => onChange(text === '' ? null : Number(text))}
          error={error}
          disabled={disabled}
        />
      )
    case 'names':
      return <NamesRow field={field} {...slot} />
    case 'labels':
      return <LabelsInput {...words} value={value as Label[]} onChange={onChange} error={error} disabled={disabled} />
    case 'cards':
      return (
        <ChoiceCards {...words} choices={field.choices} value={value as string} onChange={onChange} error={error} />
      )
    case 'checks':
      return (
        <CheckCards
          {...words}
          choices={field.choices}
          value={value as string[]}
          onChange={onChange}
          error={error}
          disabled={disabled}
        />
      )
    case 'application':
      return (
        <ApplicationSelect
          {...words}
          placeholder={field.placeholder}
          clearable={!disabled}
          disabled={disabled}
          value={value as ChosenApplication | null}
          onChange={onChange}
          error={error}
        />
      )
    case 'own':
      return null
  }
}

function TextRow({ field, value, onChange, error, disabled, isFirst }: FieldInputProps<TextField>) {
  const input = {
    label: field.label,
    description: field.help,
    placeholder: field.placeholder,
    value: value as string,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    error,
    disabled,
    required: field.required !== undefined,
    autoComplete: 'off',
    maw: field.lines || field.code === 'url' ? '36rem' : '28rem',
    'data-autofocus': isFirst || undefined,
    autoFocus: isFirst,
  }
  if (field.lines) return <Textarea {...input} autosize minRows={field.lines} maxRows={12} />
  if (!field.code) return <TextInput {...input} />
  const type = field.code === 'url' ? 'url' : 'text'
  return (
    <TextInput
      {...input}
      type={type}
      maxLength={field.longest}
      autoCapitalize="none"
      spellCheck={false}
      classNames={{ input: 'mono' }}
    />
  )
}

function SwitchRow({
  field,
  value,
  onChange,
  error,
  disabled,
}: FieldInputProps<SwitchField<string> | SwitchField<boolean>>) {
  return (
    <Switch
      maw="46rem"
      label={field.label}
      description={field.help}
      checked={value === field.on}
      onChange={(event) => onChange(event.currentTarget.checked ? field.on : field.off)}
      error={error}
      disabled={disabled}
    />
  )
}

function ScheduleRow({ field, value, onChange, error, disabled }: FieldInputProps<ScheduleField>) {
  return (
    <>
      <Switch
        label={field.label}
        description={field.help}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? field.usual : null)}
        disabled={disabled}
      />
      {value !== null && (
        <DurationInput
          label={field.durationLabel}
          value={value as number | ''}
          onChange={onChange}
          error={error}
          disabled={disabled}
        />
      )}
    </>
  )
}

function NamesRow({ field, value, onChange, error, disabled }: FieldInputProps<NamesField>) {
  const list = value as string[]
  return (
    <TagsInput
      label={field.label}
      description={field.help}
      placeholder={list.length === 0 ? field.placeholder : ''}
      maw="36rem"
      splitChars={field.split ? [' ', '\n', '\t'] : undefined}
      // Mantine takes Read for read; scopes and claims are case-sensitive (RFC 6749 section 3.3).
      isDuplicate={(name, names) => names.includes(name)}
      acceptValueOnBlur
      autoCapitalize="none"
      spellCheck={false}
      value={list}
      onChange={(names) => onChange(field.split ? splitNames(names) : names)}
      error={error}
      disabled={disabled}
    />
  )
}
