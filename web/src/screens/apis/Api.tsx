import { Badge, Group, Tabs, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import type { ComponentType } from 'react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton, TabsSkeleton } from '../../ui/ScreenSkeleton'
import { ApiOverview } from './ApiOverview'
import { EnableApi } from './EnableApi'
import type { Api as ApiNode } from './fields'
import { API_TABS } from './tabs'
import type { ApiTab } from './tabs'

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

const TABS: Record<ApiTab, { label: string; Panel: ComponentType<{ api: ApiNode }> }> = {
  overview: { label: 'Overview', Panel: ApiOverview },
  scopes: { label: 'Scopes', Panel: lazy(() => import('./ApiScopes').then((module) => ({ default: module.ApiScopes }))) },
  grants: { label: 'Grants', Panel: lazy(() => import('./ApiGrants').then((module) => ({ default: module.ApiGrants }))) },
  gateway: { label: 'Gateway', Panel: lazy(() => import('./ApiGateway').then((module) => ({ default: module.ApiGateway }))) },
  test: { label: 'Test', Panel: lazy(() => import('./ApiTest').then((module) => ({ default: module.ApiTest }))) },
}

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
  if (data && (!node || node.id === apiId)) return <NotFound what="an API with this ID in the project" />
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
      actions={canWrite && <EnableApi api={api} />}
    >
      <Parts api={api} />
    </Page>
  )
}

function Parts({ api }: { api: ApiNode }) {
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'overview' })
  const open = (value: string | null) => {
    const chosen = API_TABS.find((name) => name === value)
    if (chosen) void navigate({ search: chosen === 'overview' ? {} : { tab: chosen }, resetScroll: false })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List aria-label="Parts of the API" mb="lg">
        {API_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} px={{ base: 6, sm: 'md' }}>
            {TABS[name].label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {API_TABS.map((name) => {
        const { Panel } = TABS[name]
        return (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<RowsSkeleton rows={6} />}>
              <Panel api={api} />
            </Suspense>
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}
