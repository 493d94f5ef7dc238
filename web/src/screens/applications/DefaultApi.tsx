import { Alert, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from 'urql'

import { ApiSelect } from '../../grants/ApiSelect'
import { useHeldGrant } from '../../grants/useHeldGrant'
import { graphql } from '../../graphql/generated'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import type { Application } from './fields'
import { useUpdateApplication } from './useUpdateApplication'

const DefaultApiDocument = graphql(`
  query DefaultApi($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Application {
        defaultApi {
          id
          name
        }
      }
    }
  }
`)

interface DefaultApiProps {
  application: Application
  canWrite: boolean
}

/** Which API a token is for when the application names none; saved as it is chosen. */
export function DefaultApi({ application: { id, name }, canWrite }: DefaultApiProps) {
  const [{ data }] = useQuery({ query: DefaultApiDocument, variables: { id } })
  const [{ fetching, error }, update] = useUpdateApplication()
  const current = data?.node?.__typename === 'Application' ? data.node.defaultApi : undefined
  const held = useHeldGrant(id, current?.id)
  const { errors, rest } = error ? formErrors(error, ['defaultApiId']) : { errors: {}, rest: false }
  const set = async (api: { id: string; name: string } | null) => {
    if (api?.id === current?.id) return
    const { data } = await update({ input: { applicationId: id, defaultApiId: api?.id ?? null } })
    if (data) notifications.show({ message: `Tokens of ${name} are now for ${api?.name ?? 'the issuer'} by default.` })
  }
  return (
    <section aria-labelledby="default-api">
      <Title order={2} id="default-api" mb="sm">
        Default API
      </Title>
      <Paper>
        <Stack gap="md">
          {current === undefined ? (
            <Skeleton h={60} maw="28rem" />
          ) : (
            <ApiSelect
              label="Audience of requests without resource"
              description="Tokens are for this API if the application requests none with resource. If it is empty, they are for the issuer."
              placeholder="The issuer"
              clearable={canWrite}
              disabled={!canWrite || fetching}
              value={current}
              onChange={(api) => void set(api)}
              error={errors.defaultApiId}
            />
          )}
          {current && held === null && (
            <Alert color="yellow">
              <Text size="sm">
                Requests without resource are refused: the application has no grant for {current.name}. Grant the API
                above.
              </Text>
            </Alert>
          )}
          {error && rest && <ProblemAlert error={error} />}
        </Stack>
      </Paper>
    </section>
  )
}
