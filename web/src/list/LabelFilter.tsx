import { TagsInput } from '@mantine/core'
import { useState } from 'react'

import { labelOf } from '../fields/labels'
import { LABELS } from '../fields/problems'

/** The most labels that a list is filtered by. */
const MOST = 10

interface LabelFilterProps {
  /** Labels as `key=value`. */
  value: readonly string[]
  onChange: (labels: string[]) => void
}

/** The labels that each object of a list has, typed as `key=value`. */
export function LabelFilter({ value, onChange }: LabelFilterProps) {
  const [error, setError] = useState<string>()
  const choose = (labels: string[]) => {
    const wrong = labels.find((label) => !label.includes('=') || !LABELS.key.test(labelOf(label).key))
    setError(wrong === undefined ? undefined : `“${wrong}” is not a label. Enter key=value, such as team=billing.`)
    if (wrong === undefined) onChange(labels)
  }
  return (
    <TagsInput
      aria-label="Filter by labels"
      placeholder={value.length === 0 ? 'Label, such as team=billing' : ''}
      flex="1 1 16rem"
      maw="28rem"
      maxTags={MOST}
      autoCapitalize="none"
      spellCheck={false}
      clearable
      value={[...value]}
      onChange={choose}
      error={error}
    />
  )
}
