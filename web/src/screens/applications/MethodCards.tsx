import { Badge, Code, Group } from '@mantine/core'
import type { ReactNode } from 'react'

import type { ClientAuthMethod } from '../../graphql/generated/graphql'
import { ChoiceCards } from '../../ui/ChoiceCards'
import { METHODS, registeredName } from './words'

const ORDER = [
  'PRIVATE_KEY_JWT',
  'FEDERATED_JWT',
  'CLIENT_SECRET_BASIC',
  'CLIENT_SECRET_POST',
  'CLIENT_SECRET_JWT',
] as const

interface MethodCardsProps {
  value: ClientAuthMethod
  onChange: (method: ClientAuthMethod) => void
  error?: ReactNode
}

/** How an application proves itself, each way with its name in the standards and its price. */
export function MethodCards(props: MethodCardsProps) {
  const choices = ORDER.map((value) => ({
    value,
    explanation: METHODS[value].explanation,
    label: (
      <Group gap={8} mb={2}>
        {METHODS[value].label}
        <Code fz="0.75rem" fw={400}>
          {registeredName(value)}
        </Code>
        {value === 'PRIVATE_KEY_JWT' && <Badge color="green">Recommended</Badge>}
      </Group>
    ),
  }))
  return <ChoiceCards label="Authentication method" choices={choices} {...props} />
}
