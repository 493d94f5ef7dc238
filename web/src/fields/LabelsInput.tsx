import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react'

import type { Label } from './field'
import { pairsOf } from './labels'
import { LABELS } from './problems'

interface LabelsInputProps {
  label: string
  description?: ReactNode
  value: Label[]
  onChange: (labels: Label[]) => void
  error?: ReactNode
  disabled?: boolean
}

/** Pairs of key and value, one a line. `team=billing` can be typed or pasted into a key, also several at once. */
export function LabelsInput({ label, description, value, onChange, error, disabled }: LabelsInputProps) {
  const list = useRef<HTMLDivElement>(null)
  // A new line takes the focus; the lines that were there at first do not.
  const shown = useRef(value.length)
  useEffect(() => {
    if (value.length === shown.current + 1) list.current?.querySelector<HTMLInputElement>('[data-last] input')?.focus()
    shown.current = value.length
  }, [value.length])

  const add = () => onChange([...value, { key: '', value: '' }])
  const put = (at: number, pairs: Label[]) => onChange(value.toSpliced(at, 1, ...pairs))
  // An input of one line would join the lines of what is pasted.
  const paste = (event: ClipboardEvent<HTMLInputElement>, at: number) => {
    const pairs = pairsOf(event.clipboardData.getData('text'), '')
    if (pairs.length === 1) return
    event.preventDefault()
    put(at, pairs)
  }
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (value.length < LABELS.most) add()
  }

  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" maw="36rem">
      <Stack gap="xs" mt={6} mb={4} ref={list} role="group" aria-label={label}>
        {value.map((pair, at) => (
          <Group key={at} gap="xs" wrap="nowrap" data-pair data-last={at === value.length - 1 || undefined}>
            <TextInput
              flex="1 1 10rem"
              aria-label={`Label ${at + 1}: key`}
              placeholder="team"
              autoCapitalize="none"
              spellCheck={false}
              autoComplete="off"
              classNames={{ input: 'mono' }}
              value={pair.key}
              error={!!error && pair.key.trim() === '' && pair.value.trim() !== ''}
              disabled={disabled}
              onKeyDown={addOnEnter}
              onPaste={(event) => paste(event, at)}
              onChange={(event) => {
                put(at, pairsOf(event.currentTarget.value, pair.value))
                if (event.currentTarget.value.endsWith('=')) focusValue(event.currentTarget)
              }}
            />
            <TextInput
              flex="1 1 12rem"
              aria-label={`Label ${at + 1}: value`}
              placeholder="billing"
              spellCheck={false}
              autoComplete="off"
              value={pair.value}
              disabled={disabled}
              onKeyDown={addOnEnter}
              onChange={(event) => put(at, [{ key: pair.key, value: event.currentTarget.value }])}
            />
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove label ${at + 1}`}
                onClick={() => put(at, [])}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!disabled && value.length < LABELS.most && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
            w="max-content"
          >
            Add label
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}

/** After `team=` the value is typed. */
function focusValue(key: HTMLInputElement): void {
  key.closest('[data-pair]')?.querySelectorAll('input')[1]?.focus()
}
