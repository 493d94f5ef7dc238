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
          A grant gives some of them to an application, and a route at the gateway may demand some. An API without
          scopes is all or nothing: a grant opens all of it.
        </Text>
      </div>
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <ScopesForm api={api} canWrite={canWrite} />
    </Stack>
  )
}
