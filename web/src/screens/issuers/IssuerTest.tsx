import { Stack, Text } from '@mantine/core'
import { useState } from 'react'

import { useProject } from '../../app/project'
import type { Issuer } from '../../federation/fields'
import { Inspection } from '../../inspection/Inspection'
import { TokenField } from '../../inspection/TokenField'
import { useInspection } from '../../inspection/useInspection'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'

/** Judges a token of the platform against every check and every rule of every identity. */
export function IssuerTest({ issuer }: { issuer: Issuer }) {
  const project = useProject()
  const [token, setToken] = useState('')
  const [{ data, error, fetching }, inspect] = useInspection({ token, projectId: project.id })
  return (
    <Stack gap="lg">
      <TokenField
        description={`A token of ${issuer.name}. It is judged against every check, and every rule of every identity of this issuer; it is not used up.`}
        again="Test again"
        busy={fetching}
        onToken={setToken}
        onAgain={() => inspect()}
      />
      <Stack gap="lg" aria-live="polite">
        {token === '' && (
          <Text size="sm" c="dimmed">
            The result names each rule with the value that it expects and the value in the token.
          </Text>
        )}
        {token !== '' && error && <ProblemAlert error={error} />}
        {token !== '' && !data && !error && <RowsSkeleton rows={7} />}
        {token !== '' && data && !error && <Inspection inspection={data.inspectToken} />}
      </Stack>
    </Stack>
  )
}
