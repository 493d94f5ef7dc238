import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { usePermission } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { Parts } from '../../ui/Parts'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { TabsSkeleton } from '../../ui/ScreenSkeleton'
import { StepUpNotice } from '../../ui/StepUp'
import { EnableProvider } from './EnableProvider'
import type { Provider as ProviderFields } from './fields'
import { ProviderBadge } from './ProviderBadge'
import { Rules } from './Rules'
import { PROVIDER_TABS } from './tabs'

const Blocked = lazy(() => import('./Blocked').then(({ Blocked }) => ({ default: Blocked })))
const ProviderSettings = lazy(() =>
  import('./ProviderSettings').then(({ ProviderSettings }) => ({ default: ProviderSettings })),
)
const Sessions = lazy(() => import('./Sessions').then(({ Sessions }) => ({ default: Sessions })))

const ProviderDocument = graphql(`
  query OperatorIssuer($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on OperatorIssuer {
        ...ProviderFields
      }
    }
  }
`)

const ROUTE = '/instance/operators/$issuerId'

/** One provider: who may do what, who is signed in, and its settings. */
export function Provider() {
  const { issuerId } = useParams({ from: ROUTE })
  const [{ data, error }] = useQuery({ query: ProviderDocument, variables: { id: issuerId } })
  const provider = data?.node?.__typename === 'OperatorIssuer' && data.node.id === issuerId ? data.node : undefined
  if (provider) return <Loaded key={provider.id} provider={provider} />
  if (error) return <ProblemAlert error={error} />
  if (data && data.node?.__typename !== 'OperatorIssuer') return <NotFound what="Provider" />
  return <TabsSkeleton />
}

function Loaded({ provider }: { provider: ProviderFields }) {
  const canWrite = usePermission('ADMIN_KEYS_WRITE')
  const navigate = useNavigate({ from: ROUTE })
  const tab = useSearch({ from: ROUTE, select: ({ tab }) => tab ?? 'rules' })
  return (
    <Page
      title={provider.name}
      description={
        <>
          <ProviderBadge provider={provider} /> <span className="mono">{provider.issuer}</span>
        </>
      }
      actions={canWrite && <EnableProvider provider={provider} />}
    >
      {canWrite && <StepUpNotice permission="ADMIN_KEYS_WRITE" />}
      <Parts
        label="Parts of the provider"
        names={PROVIDER_TABS}
        parts={{
          rules: { label: 'Rules', content: <Rules provider={provider} canWrite={canWrite} /> },
          sessions: { label: 'Sessions', content: <Sessions provider={provider} canWrite={canWrite} /> },
          blocked: { label: 'Blocked people', content: <Blocked provider={provider} canWrite={canWrite} /> },
          settings: { label: 'Settings', content: <ProviderSettings provider={provider} canWrite={canWrite} /> },
        }}
        shown={tab}
        onShow={(tab) => void navigate({ search: tab === 'rules' ? {} : { tab }, resetScroll: false })}
      />
    </Page>
  )
}
