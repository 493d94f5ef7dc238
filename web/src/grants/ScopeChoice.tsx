import { Button, Checkbox, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

import classes from './ScopeChoice.module.css'

interface ScopeChoiceProps {
  label: string
  description?: ReactNode
  /** Those of the API. */
  scopes: string[]
  value: string[]
  onChange: (scopes: string[]) => void
  error?: ReactNode
}

/** From how many scopes on it is worth a button to choose all of them. */
const MANY = 4

/** Some of an API's scopes. */
export function ScopeChoice({ label, description, scopes, value, onChange, error }: ScopeChoiceProps) {
  return (
    <Checkbox.Group label={label} description={description} value={value} onChange={onChange} error={error}>
      <div className={classes.scopes}>
        {scopes.map((name) => (
          <Checkbox key={name} value={name} label={name} classNames={{ label: 'mono' }} />
        ))}
      </div>
      {scopes.length >= MANY && (
        <Group gap="xs" mt={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(scopes)}
            disabled={value.length === scopes.length}
          >
            Select all
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange([])} disabled={value.length === 0}>
            Select none
          </Button>
        </Group>
      )}
    </Checkbox.Group>
  )
}

/** Says that there is nothing to choose. */
export function NoScopes() {
  return (
    <Text size="sm" c="dimmed">
      The API has no scopes: the grant opens the whole API.
    </Text>
  )
}
