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
    <Page title="New API" description="One for each service that is protected by itself: each then has its own audience, scopes and grants.">
      <Stack gap="lg">
        {canWrite ? <NewApiForm /> : <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
        <Text size="sm">
          <TextLink to="/projects/$slug/apis" params={{ slug }}>
            Back to the APIs
          </TextLink>
        </Text>
      </Stack>
    </Page>
  )
}
