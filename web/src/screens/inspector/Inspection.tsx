import { Alert, Group, SimpleGrid, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'

import type { InspectionFieldsFragment, TokenKind } from '../../graphql/generated/graphql'
import { Checks } from '../../inspection/Checks'
import { KeyStateBadge } from '../../ui/KeyStateBadge'
import { destinationOf } from '../../ui/destination'
import { WithTimes } from '../../ui/WithTimes'
import { TextLink } from '../../ui/links'
import { Members } from './Members'

const KINDS: Record<TokenKind, string> = {
  ADMIN_TOKEN: 'An admin token: it calls the Admin API.',
  CLIENT_ASSERTION: 'An assertion: it authenticates an application at an OAuth endpoint.',
  GRANT_ASSERTION: 'An assertion: it is exchanged for an access token.',
  APPLICATION_JWT: 'A JWT that an application signed for a gateway.',
  ACCESS_TOKEN: 'An access token: it was issued by a project.',
  UNKNOWN: 'It is no token that this server knows.',
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
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} title="It would be accepted now">
        {KINDS[kind]}
      </Alert>
    )
  }
  const first = checks.find(({ status }) => status === 'FAILED')
  return (
    <Alert color="red" icon={<IconCircleX aria-hidden />} title={`It would be refused: ${reason ?? kind}`}>
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
      <Text size="sm">Its key:</Text>
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
