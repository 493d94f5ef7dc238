import { Alert, Group, SimpleGrid, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'

import type { InspectionFieldsFragment, TokenKind } from '../graphql/generated/graphql'
import { Checks } from './Checks'
import { KeyStateBadge } from '../ui/KeyStateBadge'
import { destinationOf } from '../ui/destination'
import { WithTimes } from '../ui/WithTimes'
import { TextLink } from '../ui/links'
import { Members } from './Members'

const KINDS: Record<TokenKind, string> = {
  ADMIN_TOKEN: 'Admin token: calls the Admin API.',
  CLIENT_ASSERTION: 'Client assertion: authenticates an application at an OAuth endpoint.',
  GRANT_ASSERTION: 'Grant assertion: exchanged for an access token.',
  APPLICATION_JWT: 'JWT of an application, for a gateway.',
  FEDERATED_JWT: 'Token of a trusted issuer: stands for an application.',
  ACCESS_TOKEN: 'Access token: issued by a project.',
  UNKNOWN: 'Unknown: this server recognises no kind of token.',
}

/** What became of a token: the verdict, each check, and what the token says. */
export function Inspection({ inspection }: { inspection: InspectionFieldsFragment }) {
  const { header, claims, checks, key } = inspection
  const isSigned = checks.some(({ name, status }) => name === 'signature' && status === 'PASSED')
  return (
    <>
      <VerdictAlert inspection={inspection} />
      {key && <NamedKey inspectedKey={key} />}
      <Checks checks={checks} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        <Members title="Header" json={header} isSigned={isSigned} />
        <Members title="Claims" json={claims} isSigned={isSigned} />
      </SimpleGrid>
    </>
  )
}

function VerdictAlert({ inspection: { verdict, kind, reason, checks } }: { inspection: InspectionFieldsFragment }) {
  if (verdict === 'VALID') {
    return (
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} title="The token is valid now">
        {KINDS[kind]}
      </Alert>
    )
  }
  const first = checks.find(({ status }) => status === 'FAILED')
  return (
    <Alert color="red" icon={<IconCircleX aria-hidden />} title={`The token is refused: ${reason ?? kind}`}>
      <Text size="sm">{KINDS[kind]}</Text>
      {first && (
        <Text size="sm">
          <WithTimes text={first.detail} />
        </Text>
      )}
    </Alert>
  )
}

function NamedKey({ inspectedKey }: { inspectedKey: NonNullable<InspectionFieldsFragment['key']> }) {
  const destination = destinationOf(inspectedKey)
  if (!destination) return null
  return (
    <Group gap="xs" wrap="wrap">
      <Text size="sm">Key:</Text>
      <TextLink {...destination.target} size="sm" fw={500}>
        {destination.label}
      </TextLink>
      <KeyStateBadge state={inspectedKey.state} />
      <Text size="xs" c="dimmed">
        {destination.description}
      </Text>
    </Group>
  )
}
