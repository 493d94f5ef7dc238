import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'

import { GrantDialog } from '../../grants/dialogs'
import { GrantList } from '../../grants/GrantList'
import { useGrantDialog } from '../../grants/useGrantDialog'
import { graphql } from '../../graphql/generated'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { usePages } from '../../ui/usePages'
import type { Application } from './fields'

const ApplicationGrantsDocument = graphql(`
  query ApplicationGrants($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Application {
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

interface ApplicationGrantsProps {
  application: Application
  canWrite: boolean
}

/** The APIs that an application may use, and how far. */
export function ApplicationGrants({ application, canWrite }: ApplicationGrantsProps) {
  const dialog = useGrantDialog()
  const pages = usePages({
    query: ApplicationGrantsDocument,
    variables: { id: application.id },
    connection: ({ node }) => (node?.__typename === 'Application' ? node.grants : undefined),
  })
  const grant = canWrite && (
    <Button onClick={() => dialog.open({ application, api: null, grant: null })}>Grant an API</Button>
  )
  const isEmpty = pages.items?.length === 0
  return (
    <Stack gap="md" component="section" aria-labelledby="grants">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} id="grants">
            What it may use
          </Title>
          <Text size="sm" c="dimmed" maw="46rem">
            It asks for a token with an API’s identifier as <span className="mono">resource</span>, and gets at most the
            scopes that are granted.
          </Text>
        </div>
        {!isEmpty && grant}
      </Group>
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={3} height={52} />}
      {isEmpty && (
        <EmptyState icon={<IconKey />} title="It may use no API yet" action={grant}>
          Its tokens are for the issuer only, and open no API’s gateway.
        </EmptyState>
      )}
      {pages.items && !isEmpty && (
        <GrantList
          of="application"
          pages={pages}
          onEdit={canWrite ? ({ application, api, id, scopes }) => dialog.open({ application, api, grant: { id, scopes } }) : undefined}
        />
      )}
      <GrantDialog {...dialog.props} />
    </Stack>
  )
}
