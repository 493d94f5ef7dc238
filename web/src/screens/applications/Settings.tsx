import { Stack } from '@mantine/core'

import { SettingsForm } from '../../fields/SettingsForm'
import { usePermission } from '../../session/useSession'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { AuthMethod } from './AuthMethod'
import { DangerZone } from './DangerZone'
import type { Application } from './fields'
import { APPLICATION_SETTINGS } from './settings'
import { useUpdateApplication } from './useUpdateApplication'

/** All that can be changed of an application. */
export function Settings({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [, update] = useUpdateApplication()
  const save = async (change: object) => {
    const { data, error } = await update({ input: { applicationId: application.id, ...change } })
    return { saved: data?.updateApplication.application, error }
  }
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <SettingsForm
        table={APPLICATION_SETTINGS}
        object={application}
        type={application.type}
        canWrite={canWrite}
        save={save}
      />
      <AuthMethod application={application} canWrite={canWrite} />
      {canWrite && <DangerZone application={application} />}
    </Stack>
  )
}
