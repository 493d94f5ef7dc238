import { Stack, Text, Title } from '@mantine/core'

import { usePermission } from '../../session/useSession'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import type { Api } from './fields'
import { ScopesForm } from './ScopesForm'

/** What may be granted of an API. */
export function ApiScopes({ api }: { api: Api }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Stack gap="md" component="section" aria-labelledby="scopes">
      <div>
        <Title order={2} id="scopes">
          Scopes
        </Title>
        <Text size="sm" c="dimmed" maw="46rem">
          A grant gives scopes to an application, and a route at the gateway can require scopes. A grant for an API
          without scopes opens the whole API.
        </Text>
      </div>
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <ScopesForm api={api} canWrite={canWrite} />
    </Stack>
  )
}
