import { Stack } from '@mantine/core'

import { usePermission } from '../../session/useSession'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { AuthMethod } from './AuthMethod'
import { DangerZone } from './DangerZone'
import type { Application } from './fields'
import { SettingsForm } from './SettingsForm'

/** All that can be changed of an application. */
export function Settings({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <SettingsForm application={application} canWrite={canWrite} />
      <AuthMethod application={application} canWrite={canWrite} />
      {canWrite && <DangerZone application={application} />}
    </Stack>
  )
}
