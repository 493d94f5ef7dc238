import { Badge, Group, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy } from 'react'
import { useQuery } from 'urql'

import { HistoryLink } from '../../audit/HistoryLink'
import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { Parts } from '../../ui/Parts'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { TabsSkeleton } from '../../ui/ScreenSkeleton'
import { ApiOverview } from './ApiOverview'
import { EnableApi } from './EnableApi'
import type { Api as ApiNode } from './fields'
import { API_TABS } from './tabs'

const ApiDocument = graphql(`
  query Api($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Api {
        ...ApiFields
        project {
          id
        }
      }
    }
  }
`)

const ApiScopes = lazy(() => import('./ApiScopes').then(({ ApiScopes }) => ({ default: ApiScopes })))
const ApiGrants = lazy(() => import('./ApiGrants').then(({ ApiGrants }) => ({ default: ApiGrants })))
const ApiGateway = lazy(() => import('./ApiGateway').then(({ ApiGateway }) => ({ default: ApiGateway })))
const ApiTest = lazy(() => import('./ApiTest').then(({ ApiTest }) => ({ default: ApiTest })))

const ROUTE = '/projects/$slug/apis/$apiId'

/** One API: its settings, its scopes, who may use it, and the gateway in front of it. */
export function Api() {
  const project = useProject()
  const { apiId } = useParams({ from: ROUTE })
  const [{ data, error }] = useQuery({ query: ApiDocument, variables: { id: apiId } })
  const node = data?.node
  // The last API's answer stays until the next one's is there.
  if (node?.__typename === 'Api' && node.id === apiId && node.project.id === project.id) {
    return <Loaded key={apiId} api={node} />
  }
  if (error) return <ProblemAlert error={error} />
  if (data && (!node || node.id === apiId)) return <NotFound what="API" />
  return <TabsSkeleton />
}

function Loaded({ api }: { api: ApiNode }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Page
      title={api.name}
      description={
        <Group component="span" gap="xs">
          <Text span className="mono">
            {api.identifier}
          </Text>
          <Badge component="span" color={api.enabled ? 'green' : 'red'}>
            {api.enabled ? 'Enabled' : 'Disabled'}
          </Badge>
        </Group>
      }
      actions={
        <>
          <HistoryLink id={api.id} />
          {canWrite && <EnableApi api={api} />}
        </>
      }
    >
      {api.description !== '' && (
        <Text size="sm" maw="46rem" style={{ whiteSpace: 'pre-line' }}>
          {api.description}
        </Text>
      )}
      <ApiParts api={api} />
    </Page>
  )
}

function ApiParts({ api }: { api: ApiNode }) {
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'overview' })
  return (
    <Parts
      label="Parts of the API"
      names={API_TABS}
      parts={{
        overview: { label: 'Overview', content: <ApiOverview api={api} /> },
        scopes: { label: 'Scopes', content: <ApiScopes api={api} /> },
        grants: { label: 'Grants', content: <ApiGrants api={api} /> },
        gateway: { label: 'Gateway', content: <ApiGateway api={api} /> },
        test: { label: 'Test', content: <ApiTest api={api} /> },
      }}
      shown={tab}
      onShow={(tab) => void navigate({ search: tab === 'overview' ? {} : { tab }, resetScroll: false })}
    />
  )
}
