import { Button, Checkbox, Group, SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'

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
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={8} mb={4}>
        {scopes.map((name) => (
          <Checkbox key={name} value={name} label={name} styles={{ label: LABEL }} />
        ))}
      </SimpleGrid>
      {scopes.length >= MANY && (
        <Group gap="xs" mt={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(scopes)} disabled={value.length === scopes.length}>
            Choose all
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange([])} disabled={value.length === 0}>
            Choose none
          </Button>
        </Group>
      )}
    </Checkbox.Group>
  )
}

/** Names are code, and long ones may break. */
const LABEL = {
  fontFamily: 'var(--mantine-font-family-monospace)',
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
} as const

/** Says that there is nothing to choose. */
export function NoScopes() {
  return (
    <Text size="sm" c="dimmed">
      The API has no scopes: a grant opens all of it.
    </Text>
  )
}
