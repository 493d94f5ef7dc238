import { Stack } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'

import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { ApplicationGrants } from './ApplicationGrants'
import { DefaultApi } from './DefaultApi'
import type { Application } from './fields'

/** What an application may use. */
export function Access({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  if (application.type === 'RESOURCE_SERVER') {
    return (
      <EmptyState icon={<IconPlugConnected />} title="Resource servers only verify tokens">
        Grants are for services. To name this application as the resource server of an API, open the settings of the
        API.
      </EmptyState>
    )
  }
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <ApplicationGrants application={application} canWrite={canWrite} />
      <DefaultApi application={application} canWrite={canWrite} />
    </Stack>
  )
}
