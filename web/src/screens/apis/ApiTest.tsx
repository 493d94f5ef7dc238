import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'

import { ScopeChoice } from '../../grants/ScopeChoice'
import { Checks } from '../../inspection/Checks'
import { TokenField } from '../../inspection/TokenField'
import { useInspection } from '../../inspection/useInspection'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { CodeBlock } from '../../ui/Snippets'
import { curlOf, verifyUrl } from './answer'
import { AnswerAlert } from './AnswerAlert'
import type { Api } from './fields'

/** What a gateway would be answered about a token, check by check, and how to ask it oneself. */
export function ApiTest({ api }: { api: Api }) {
  const [token, setToken] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  // In the API's order, whatever the order of the clicks; what it has lost meanwhile is no demand.
  const scopes = api.scopes.filter((name) => chosen.includes(name))
  const [{ data, error, fetching }, inspect] = useInspection({ token, apiId: api.id, scopes })
  return (
    <Stack gap="lg" component="section" aria-labelledby="test">
      <div>
        <Title order={2} id="test">
          Test a token
        </Title>
        <Text size="sm" c="dimmed" maw="46rem">
          Shows what the server would answer the gateway now, and why. The test consumes no single-use token and records
          no use of a key.
        </Text>
      </div>
      <TokenField
        description="An access token, a JWT that an application has signed, or a token of a trusted issuer."
        again="Test again"
        busy={fetching}
        onToken={setToken}
        onAgain={() => inspect()}
      />
      {api.scopes.length > 0 && (
        <ScopeChoice
          label="Scopes that the route requires"
          description="The token, the grant and the API must have all of them."
          scopes={api.scopes}
          value={scopes}
          onChange={setChosen}
        />
      )}
      <Stack gap="lg" aria-live="polite">
        {token !== '' && error && <ProblemAlert error={error} />}
        {token !== '' && !data && !error && <RowsSkeleton rows={7} />}
        {token !== '' && data && !error && (
          <>
            <AnswerAlert inspection={data.inspectToken} />
            <Checks checks={data.inspectToken.checks} />
          </>
        )}
      </Stack>
      <Stack gap="xs" component="section" aria-labelledby="curl">
        <Title order={2} id="curl">
          The gateway’s request
        </Title>
        <Text size="sm" c="dimmed" maw="46rem">
          The same request with curl, in bash or zsh, from the machine of the gateway. Without a token the answer is
          401.
        </Text>
        <CodeBlock label="Request with curl" code={curlOf(verifyUrl(api.verifyEndpoint, scopes))} />
      </Stack>
    </Stack>
  )
}
