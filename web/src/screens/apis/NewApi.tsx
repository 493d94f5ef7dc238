import { Stack, Text } from '@mantine/core'

import { useProject } from '../../app/project'
import { usePermission } from '../../session/useSession'
import { TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { NewApiForm } from './NewApiForm'

/** Registers an API. */
export function NewApi() {
  const { slug } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Page
      title="New API"
      description="Register one for each service that you protect separately. Each has its own identifier, scopes and grants."
    >
      <Stack gap="lg">
        {canWrite ? <NewApiForm /> : <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
        <Text size="sm">
          <TextLink to="/projects/$slug/apis" params={{ slug }}>
            Back to APIs
          </TextLink>
        </Text>
      </Stack>
    </Page>
  )
}
