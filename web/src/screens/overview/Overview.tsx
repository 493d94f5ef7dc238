import { Group, SimpleGrid, Stack, Title } from '@mantine/core'

import { useProject } from '../../app/project'
import { RingCard } from '../../keys/RingCard'
import { useRing } from '../../keys/useRing'
import { usePermission } from '../../session/useSession'
import { TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { Checklist } from './Checklist'
import { Endpoints } from './Endpoints'
import { ExpiringKeys } from './ExpiringKeys'
import { LatestEvents } from './LatestEvents'

/** A project at a glance: what to do first, where its endpoints are, how its keys are. */
export function Overview() {
  const { id, slug, name } = useProject()
  const ring = useRing(id)
  const mayAudit = usePermission('AUDIT_READ')
  return (
    <Page title="Overview" description={`${name}: an issuer of access tokens, with its own keys and applications.`}>
      <Checklist />
      <Stack component="section" gap="xs" aria-labelledby="signing">
        <Group justify="space-between" gap="sm">
          <Title order={2} id="signing">
            Signing keys
          </Title>
          <TextLink to="/projects/$slug/signing-keys" params={{ slug }} size="sm">
            All signing keys
          </TextLink>
        </Group>
        <RingCard ring={ring} />
      </Stack>
      <Endpoints />
      <SimpleGrid cols={{ base: 1, md: mayAudit ? 2 : 1 }} spacing="lg">
        <ExpiringKeys />
        {mayAudit && <LatestEvents />}
      </SimpleGrid>
    </Page>
  )
}
