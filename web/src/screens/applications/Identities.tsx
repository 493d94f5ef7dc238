import { Alert, Button, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCertificate, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useQuery } from 'urql'

import type { Identity } from '../../federation/fields'
import { graphql } from '../../graphql/generated'
import { isNarrowed } from '../../list/address'
import { ListControls } from '../../list/ListControls'
import { NoMatch } from '../../list/NoMatch'
import { enabledOf, orderOf } from '../../list/orders'
import { IDENTITY_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { SectionHead } from '../../ui/SectionHead'
import { usePages } from '../../ui/usePages'
import { DeleteIdentityDialog, IdentityDialog, SnippetDialog } from './dialogs'
import type { Application } from './fields'
import { IdentityCard } from './IdentityCard'
import { credentialOf } from './words'

const IdentitiesDocument = graphql(`
  query FederatedIdentities(
    $id: ID!
    $search: String
    $enabled: Boolean
    $orderBy: ListOrder
    $first: Int!
    $after: String
  ) {
    node(id: $id) {
      __typename
      id
      ... on Application {
        federatedIdentities(search: $search, enabled: $enabled, orderBy: $orderBy, first: $first, after: $after) {
          totalCount
          nodes {
            ...IdentityFields
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

const ResourcesDocument = graphql(`
  query GrantedResources($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Application {
        grants(first: 50) {
          nodes {
            id
            api {
              id
              identifier
            }
          }
        }
      }
    }
  }
`)

/** So many cards are seen at a glance. */
const GLANCE = 5

/** The workloads of other platforms that are this application. */
export function Identities({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [isAdding, adding] = useDisclosure()
  const [changing, setChanging] = useState<Identity>()
  const [deleting, setDeleting] = useState<Identity>()
  const [shown, setShown] = useState<Identity>()
  const [address, change] = useListAddress()
  const isFiltered = isNarrowed(IDENTITY_LIST, address)
  const pages = usePages({
    query: IdentitiesDocument,
    variables: {
      id: application.id,
      search: address.search ?? null,
      enabled: enabledOf(address),
      orderBy: orderOf(IDENTITY_LIST, address),
    },
    connection: ({ node }) => (node?.__typename === 'Application' ? node.federatedIdentities : undefined),
  })
  const add = canWrite && <Button onClick={adding.open}>New federated identity</Button>
  const identities = pages.items
  return (
    <Stack gap="md" component="section" aria-labelledby="identities">
      <SectionHead
        id="identities"
        title="Federated identities"
        description="Workloads of a trusted issuer that are this application: a CI job, a pod, a cloud function. Each is told by rules over the claims of its token."
      >
        {identities && (identities.length > 0 || isFiltered) && add}
      </SectionHead>
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      {identities && identities.length > 0 && <NoWayIn application={application} />}
      {pages.error && <ProblemAlert error={pages.error} />}
      {!identities && !pages.error && <RowsSkeleton rows={2} height={90} />}
      {(isFiltered || (pages.total ?? 0) > GLANCE) && (
        <ListControls
          spec={IDENTITY_LIST}
          address={address}
          onChange={change}
          noun="federated identity"
          nouns="federated identities"
          count={pages.total}
        />
      )}
      {identities?.length === 0 && isFiltered && (
        <NoMatch spec={IDENTITY_LIST} noun="federated identity" address={address} />
      )}
      {identities?.length === 0 && !isFiltered && (
        <Paper>
          <EmptyState icon={<IconCertificate />} title="No federated identities" action={add}>
            With one, the application proves itself by the token that its platform gives it, and no secret is stored.
          </EmptyState>
        </Paper>
      )}
      {identities?.map((identity) => (
        <IdentityCard
          key={identity.id}
          identity={identity}
          canWrite={canWrite}
          onShow={() => setShown(identity)}
          onChange={() => setChanging(identity)}
          onDelete={() => setDeleting(identity)}
        />
      ))}
      {pages.hasMore && (
        <Button variant="default" loading={pages.isLoadingMore} onClick={pages.loadMore}>
          Show more
        </Button>
      )}
      <IdentityDialog application={application} opened={isAdding} onClose={adding.close} />
      <IdentityDialog
        application={application}
        identity={changing}
        opened={changing !== undefined}
        onClose={() => setChanging(undefined)}
      />
      <DeleteIdentityDialog identity={deleting} onClose={() => setDeleting(undefined)} />
      <ShownSnippet application={application} identity={shown} onClose={() => setShown(undefined)} />
    </Stack>
  )
}

/** Says that the identities cannot be used yet. */
function NoWayIn({ application: { authMethod, federatedGrants } }: { application: Application }) {
  if (credentialOf(authMethod) === 'identity' || federatedGrants.length > 0) return null
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title="The token endpoint does not take them yet">
      <Text size="sm">
        Choose the authentication method “Federated identity” or a grant without client authentication, both under
        Settings. APIs that accept tokens of trusted issuers take them without it.
      </Text>
    </Alert>
  )
}

interface ShownSnippetProps {
  application: Application
  identity: Identity | undefined
  onClose: () => void
}

function ShownSnippet({ application, identity, onClose }: ShownSnippetProps) {
  const [{ data }] = useQuery({
    query: ResourcesDocument,
    variables: { id: application.id },
    pause: identity === undefined,
  })
  const grants = data?.node?.__typename === 'Application' ? data.node.grants.nodes : []
  return (
    <SnippetDialog
      // The APIs come after the dialog; its choice begins with them.
      key={data ? 'loaded' : 'loading'}
      identity={identity}
      clientId={application.clientId}
      resources={grants.map(({ api }) => api.identifier)}
      onClose={onClose}
    />
  )
}
