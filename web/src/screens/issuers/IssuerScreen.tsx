import { Group } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy } from 'react'
import { useQuery } from 'urql'

import { HistoryLink } from '../../audit/HistoryLink'
import type { Issuer } from '../../federation/fields'
import { usePresets } from '../../federation/usePresets'
import { graphql } from '../../graphql/generated'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { Parts } from '../../ui/Parts'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { TabsSkeleton } from '../../ui/ScreenSkeleton'
import { EnableIssuer } from './EnableIssuer'
import { IssuerBadge } from './IssuerBadge'
import { IssuerOverview } from './IssuerOverview'
import { ISSUER_TABS } from './tabs'

const IssuerIdentities = lazy(() =>
  import('./IssuerIdentities').then(({ IssuerIdentities }) => ({ default: IssuerIdentities })),
)
const IssuerSettings = lazy(() =>
  import('./IssuerSettings').then(({ IssuerSettings }) => ({ default: IssuerSettings })),
)
const IssuerTest = lazy(() => import('./IssuerTest').then(({ IssuerTest }) => ({ default: IssuerTest })))

const IssuerDocument = graphql(`
  query TrustedIssuer($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on TrustedIssuer {
        ...IssuerFields
      }
    }
  }
`)

const ROUTE = '/projects/$slug/issuers/$issuerId'

/** One trusted issuer: how its keys fare, a test for a token, and its settings. */
export function IssuerScreen() {
  const { issuerId } = useParams({ from: ROUTE })
  const [{ data, error }] = useQuery({ query: IssuerDocument, variables: { id: issuerId } })
  // Its parts need them: asked beside the issuer, not after it.
  usePresets()
  const issuer = data?.node?.__typename === 'TrustedIssuer' && data.node.id === issuerId ? data.node : undefined
  if (issuer) return <Loaded key={issuer.id} issuer={issuer} />
  if (error) return <ProblemAlert error={error} />
  if (data && data.node?.__typename !== 'TrustedIssuer') return <NotFound what="Trusted issuer" />
  return <TabsSkeleton />
}

function Loaded({ issuer }: { issuer: Issuer }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'overview' })
  return (
    <Page
      title={issuer.name}
      description={
        <Group component="span" gap="xs">
          <IssuerBadge issuer={issuer} />
          <span className="mono" style={{ overflowWrap: 'anywhere' }}>
            {issuer.issuer ?? `spiffe://${issuer.trustDomain ?? ''}`}
          </span>
        </Group>
      }
      actions={
        <>
          <HistoryLink id={issuer.id} />
          {canWrite && <EnableIssuer issuer={issuer} />}
        </>
      }
    >
      <Parts
        label="Parts of the trusted issuer"
        names={ISSUER_TABS}
        parts={{
          overview: { label: 'Overview', content: <IssuerOverview issuer={issuer} canWrite={canWrite} /> },
          identities: { label: 'Identities', content: <IssuerIdentities issuer={issuer} /> },
          test: { label: 'Test a token', content: <IssuerTest issuer={issuer} /> },
          settings: { label: 'Settings', content: <IssuerSettings issuer={issuer} canWrite={canWrite} /> },
        }}
        shown={tab}
        onShow={(tab) => void navigate({ search: tab === 'overview' ? {} : { tab }, resetScroll: false })}
      />
    </Page>
  )
}
