import { Code, Stack } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'

import { useProjectIfAny } from '../../app/project'
import { TokenField } from '../../inspection/TokenField'
import { useInspection } from '../../inspection/useInspection'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { Inspection } from '../../inspection/Inspection'

/** Why a token is accepted or refused; of a project, or of the instance. */
export function Inspector() {
  const project = useProjectIfAny()
  const [token, setToken] = useState('')
  const [{ data, error, fetching }, inspect] = useInspection({ token, projectId: project?.id })
  return (
    <Page
      title="Token inspector"
      description={`Paste a token to see whether ${project ? 'this project' : 'this server'} accepts it now, and why. Inspecting does not use up a single-use assertion.`}
    >
      <TokenField
        description="An access token, an assertion of an application, or an admin token."
        again="Inspect again"
        busy={fetching}
        onToken={setToken}
        onAgain={() => inspect()}
      />
      <Stack gap="lg" aria-live="polite">
        {token === '' && <NothingPasted />}
        {token !== '' && error && <ProblemAlert error={error} />}
        {token !== '' && !data && !error && <RowsSkeleton rows={7} />}
        {token !== '' && data && !error && <Inspection inspection={data.inspectToken} />}
      </Stack>
    </Page>
  )
}

function NothingPasted() {
  return (
    <EmptyState icon={<IconFileSearch />} title="No token yet">
      Every check appears here with the expected and the found value. In a terminal, <Code>keyplane token inspect</Code>{' '}
      checks a token against a JWKS.
    </EmptyState>
  )
}
