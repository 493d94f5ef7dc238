import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import { GrantDialog } from '../../grants/dialogs'
import { GrantList } from '../../grants/GrantList'
import { useGrantDialog } from '../../grants/useGrantDialog'
import { graphql } from '../../graphql/generated'
import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { TextLink } from '../../ui/links'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { usePages } from '../../ui/usePages'
import type { Api } from './fields'

const ApiGrantsDocument = graphql(`
  query ApiGrants($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Api {
        grants(first: $first, after: $after) {
          nodes {
            ...GrantFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`)

/** Who may use an API, and how far. */
export function ApiGrants({ api }: { api: Api }) {
  const { slug } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const dialog = useGrantDialog()
  const pages = usePages({
    query: ApiGrantsDocument,
    variables: { id: api.id },
    connection: ({ node }) => (node?.__typename === 'Api' ? node.grants : undefined),
  })
  const grant = canWrite && (
    <Button onClick={() => dialog.open({ application: null, api, grant: null })}>Grant access</Button>
  )
  const isEmpty = pages.items?.length === 0
  return (
    <Stack gap="md" component="section" aria-labelledby="grants">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} id="grants">
            Who may use it
          </Title>
          <Text size="sm" c="dimmed" maw="46rem">
            Applications that hold a grant. Those of all APIs side by side are under{' '}
            <TextLink to="/projects/$slug/grants" params={{ slug }} size="sm" underline="always">
              Grants
            </TextLink>
            .
          </Text>
        </div>
        {!isEmpty && grant}
      </Group>
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={5} height={52} />}
      {isEmpty && (
        <EmptyState icon={<IconKey />} title="Nobody may use it yet" action={grant}>
          Whatever token an application brings, it gets in only while it holds a grant for this API.
        </EmptyState>
      )}
      {pages.items && !isEmpty && (
        <GrantList
          of="api"
          pages={pages}
          onEdit={canWrite ? ({ application, api, id, scopes }) => dialog.open({ application, api, grant: { id, scopes } }) : undefined}
        />
      )}
      <GrantDialog {...dialog.props} />
    </Stack>
  )
}
