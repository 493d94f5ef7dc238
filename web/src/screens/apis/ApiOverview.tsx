import { Paper, Stack, Text, Title } from '@mantine/core'

import { SettingsForm } from '../../fields/SettingsForm'
import { usePermission } from '../../session/useSession'
import { CopyRow } from '../../ui/CopyRow'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { UsageSection } from '../../usage/UsageSection'
import { DangerZone } from './DangerZone'
import type { Api } from './fields'
import { API_SETTINGS } from './settings'
import { useUpdateApi } from './useUpdateApi'

/** What identifies an API, and what can be changed of it. */
export function ApiOverview({ api }: { api: Api }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [, update] = useUpdateApi()
  const save = async (change: object) => {
    const { data, error } = await update({ input: { apiId: api.id, ...change } })
    return { saved: data?.updateApi.api, error }
  }
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <section aria-labelledby="identity">
        <Title order={2} id="identity" mb={4}>
          Identity
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          Applications request the identifier as <span className="mono">resource</span>; gateways call the verify
          endpoint.
        </Text>
        <Paper py={4}>
          <CopyRow label="Identifier" value={api.identifier} />
          <CopyRow label="Verify endpoint" value={api.verifyEndpoint} />
          {api.resourceMetadataEndpoint !== null && (
            <CopyRow label="Resource metadata" value={api.resourceMetadataEndpoint} />
          )}
          <CopyRow label="API ID" value={api.id} />
        </Paper>
      </section>
      <UsageSection
        id={api.id}
        of="the API"
        description="Gateway checks, token requests for the API, and introspections of its tokens. A service that verifies a JWT by its signature alone is not seen."
      />
      <section aria-labelledby="settings">
        <Title order={2} id="settings" mb="sm">
          Settings
        </Title>
        <SettingsForm table={API_SETTINGS} object={api} canWrite={canWrite} save={save} />
      </section>
      {canWrite && <DangerZone api={api} />}
    </Stack>
  )
}
