import { Badge, Group, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy } from 'react'
import { useQuery } from 'urql'

import { HistoryLink } from '../../audit/HistoryLink'
import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { KeyDetails } from '../../keys/dialogs'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { Parts } from '../../ui/Parts'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { TabsSkeleton } from '../../ui/ScreenSkeleton'
import { About } from './About'
import { Credentials } from './Credentials'
import { EnableApplication } from './EnableApplication'
import type { Application as ApplicationFields } from './fields'
import { APPLICATION_TABS } from './tabs'
import { TYPES } from './words'

const Access = lazy(() => import('./Access').then(({ Access }) => ({ default: Access })))
const Identities = lazy(() => import('./Identities').then(({ Identities }) => ({ default: Identities })))
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
  if (data && !application) return <NotFound what="Application" />
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
      actions={
        <>
          <HistoryLink id={application.id} />
          {canWrite && <EnableApplication application={application} />}
        </>
      }
    >
      <About application={application} />
      <ApplicationParts application={application} />
      <KeyDetails />
    </Page>
  )
}

function ApplicationParts({ application }: { application: ApplicationFields }) {
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'credentials' })
  return (
    <Parts
      label="Parts of the application"
      names={APPLICATION_TABS}
      parts={{
        credentials: { label: 'Credentials', content: <Credentials application={application} /> },
        identities: { label: 'Federated identities', content: <Identities application={application} /> },
        access: { label: 'Access', content: <Access application={application} /> },
        'quick-start': { label: 'Quick start', content: <QuickStart application={application} /> },
        settings: { label: 'Settings', content: <Settings application={application} /> },
      }}
      shown={tab}
      onShow={(tab) => void navigate({ search: tab === 'credentials' ? {} : { tab }, resetScroll: false })}
    />
  )
}
