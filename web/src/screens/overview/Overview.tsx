import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSettings } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import { RingCard } from '../../keys/RingCard'
import { useRing } from '../../keys/useRing'
import { usePermission } from '../../session/useSession'
import { TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { lazyDialog } from '../../ui/lazyDialog'
import { Checklist } from './Checklist'
import { Counts } from './Counts'
import { Endpoints } from './Endpoints'
import { ExpiringKeys } from './ExpiringKeys'
import { LatestEvents } from './LatestEvents'

const EditProject = lazyDialog(() => import('./EditProject').then(({ EditProject }) => EditProject))

/** A project at a glance: what to do first, where its endpoints are, how its keys are. */
export function Overview() {
  const { id, slug, name, description } = useProject()
  const ring = useRing(id)
  const mayAudit = usePermission('AUDIT_READ')
  const mayChange = usePermission('PROJECT_WRITE')
  const [isEditing, editing] = useDisclosure()
  const edit = mayChange && (
    <Button variant="default" leftSection={<IconSettings size={16} aria-hidden />} onClick={editing.open}>
      Edit project
    </Button>
  )
  return (
    <Page
      title="Overview"
      description={`${name} issues access tokens with its own keys and applications.`}
      actions={edit}
    >
      {description !== '' && (
        <Text size="sm" maw="46rem" style={{ whiteSpace: 'pre-line' }}>
          {description}
        </Text>
      )}
      <Counts />
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
      <SimpleGrid cols={{ base: 1, md: mayAudit ? 2 : 1 }} spacing="lg">
        <ExpiringKeys />
        {mayAudit && <LatestEvents />}
      </SimpleGrid>
      <Endpoints />
      <EditProject opened={isEditing} onClose={editing.close} />
    </Page>
  )
}
