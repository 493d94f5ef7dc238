import { Badge, Group, Tabs, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { KeyDetails } from '../../keys/dialogs'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton, TabsSkeleton } from '../../ui/ScreenSkeleton'
import { Credentials } from './Credentials'
import { EnableApplication } from './EnableApplication'
import type { Application as ApplicationFields } from './fields'
import { APPLICATION_TABS } from './tabs'
import type { ApplicationTab } from './tabs'
import { TYPES } from './words'

const Access = lazy(() => import('./Access').then(({ Access }) => ({ default: Access })))
const QuickStart = lazy(() => import('./QuickStart').then(({ QuickStart }) => ({ default: QuickStart })))
const Settings = lazy(() => import('./Settings').then(({ Settings }) => ({ default: Settings })))

const ApplicationDocument = graphql(`
  query Application($slug: String!, $clientId: String!) {
    project(slug: $slug) {
      id
      application(clientId: $clientId) {
        ...ApplicationFields
      }
    }
  }
`)

const TAB_NAMES: Record<ApplicationTab, string> = {
  credentials: 'Credentials',
  access: 'Access',
  'quick-start': 'Quick start',
  settings: 'Settings',
}

const ROUTE = '/projects/$slug/applications/$applicationId'

/** One application: what proves it, code to begin with, and its settings. */
export function Application() {
  const { slug } = useProject()
  const { applicationId } = useParams({ from: ROUTE })
  const [{ data, error }] = useQuery({ query: ApplicationDocument, variables: { slug, clientId: applicationId } })
  const application = data?.project?.application
  // The last application's answer stays until the next one's is there.
  if (application?.id === applicationId) return <Loaded key={application.id} application={application} />
  if (error) return <ProblemAlert error={error} />
  if (data && !application) return <NotFound what="an application with this ID in the project" />
  return <TabsSkeleton />
}

function Loaded({ application }: { application: ApplicationFields }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Page
      title={application.name}
      description={
        <Group component="span" gap="xs">
          <Text span size="sm">
            {TYPES[application.type].label}
          </Text>
          <Badge component="span" color={application.enabled ? 'green' : 'red'}>
            {application.enabled ? 'Enabled' : 'Disabled'}
          </Badge>
        </Group>
      }
      actions={canWrite && <EnableApplication application={application} />}
    >
      <Parts application={application} />
      <KeyDetails />
    </Page>
  )
}

function Parts({ application }: { application: ApplicationFields }) {
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'credentials' })
  const open = (value: string | null) => {
    const chosen = APPLICATION_TABS.find((name) => name === value)
    if (chosen) void navigate({ search: chosen === 'credentials' ? {} : { tab: chosen }, resetScroll: false })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List aria-label="Parts of the application" mb="lg">
        {APPLICATION_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} px={{ base: 6, sm: 'md' }}>
            {TAB_NAMES[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="credentials">
        <Credentials application={application} />
      </Tabs.Panel>
      <Tabs.Panel value="access">
        <Suspense fallback={<RowsSkeleton rows={6} />}>
          <Access application={application} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="quick-start">
        <Suspense fallback={<RowsSkeleton rows={6} />}>
          <QuickStart application={application} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <Suspense fallback={<RowsSkeleton rows={6} />}>
          <Settings application={application} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
