import { Paper, Stack, Text, Title } from '@mantine/core'

import { usePermission } from '../../session/useSession'
import { CopyRow } from '../../ui/CopyRow'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { DangerZone } from './DangerZone'
import type { Api } from './fields'
import { SettingsForm } from './SettingsForm'

/** What identifies an API, and what can be changed of it. */
export function ApiOverview({ api }: { api: Api }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <section aria-labelledby="identity">
        <Title order={2} id="identity" mb={4}>
          Identity
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          Applications ask for the identifier as <span className="mono">resource</span>; gateways ask at the verify
          endpoint.
        </Text>
        <Paper py={4}>
          <CopyRow label="Identifier" value={api.identifier} />
          <CopyRow label="Verify endpoint" value={api.verifyEndpoint} />
          <CopyRow label="API ID" value={api.id} />
        </Paper>
      </section>
      <section aria-labelledby="settings">
        <Title order={2} id="settings" mb="sm">
          Settings
        </Title>
        <SettingsForm api={api} canWrite={canWrite} />
      </section>
      {canWrite && <DangerZone api={api} />}
    </Stack>
  )
}
