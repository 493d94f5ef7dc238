import { Text } from '@mantine/core'
import { IconCertificate, IconPlus } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import type { Issuer } from '../../federation/fields'
import { graphql } from '../../graphql/generated'
import { isNarrowed } from '../../list/address'
import { List } from '../../list/List'
import { enabledOf, orderOf } from '../../list/orders'
import { ISSUER_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { usePermission } from '../../session/useSession'
import { Cell } from '../../ui/Cell'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink, TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { usePages } from '../../ui/usePages'
import type { Column } from '../../ui/VirtualTable'
import { IssuerBadge } from './IssuerBadge'

const IssuersDocument = graphql(`
  query TrustedIssuers(
    $slug: String!
    $search: String
    $enabled: Boolean
    $orderBy: ListOrder
    $first: Int!
    $after: String
  ) {
    project(slug: $slug) {
      id
      trustedIssuers(search: $search, enabled: $enabled, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes {
          ...IssuerFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

/** The issuers whose tokens federated identities of the project accept. */
export function Issuers() {
  const { slug } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [address, change] = useListAddress()
  const pages = usePages({
    query: IssuersDocument,
    variables: {
      slug,
      search: address.search ?? null,
      enabled: enabledOf(address),
      orderBy: orderOf(ISSUER_LIST, address),
    },
    connection: ({ project }) => project?.trustedIssuers,
  })
  const add = canWrite && (
    <ButtonLink to="/projects/$slug/issuers/new" params={{ slug }} leftSection={<IconPlus size={16} aria-hidden />}>
      New trusted issuer
    </ButtonLink>
  )
  return (
    <Page
      title="Trusted issuers"
      description="Platforms whose tokens prove their workloads: a CI job, a Kubernetes pod, a cloud function. An application with a federated identity needs no secret."
      actions={(pages.items?.length !== 0 || isNarrowed(ISSUER_LIST, address)) && add}
    >
      <List
        label="Trusted issuers"
        noun="trusted issuer"
        spec={ISSUER_LIST}
        address={address}
        onChange={change}
        pages={pages}
        columns={columns(slug)}
        glance={5}
        empty={
          <EmptyState icon={<IconCertificate />} title="No trusted issuers yet" action={add}>
            Trust a platform first. Then open an application, and say under Federated identities which of the platform’s
            workloads it is.
          </EmptyState>
        }
      />
    </Page>
  )
}

function columns(slug: string): Column<Issuer>[] {
  return [
    {
      header: 'Issuer',
      width: '2.4fr',
      cell: ({ id, name, issuer, trustDomain }) => (
        <>
          <TextLink
            to="/projects/$slug/issuers/$issuerId"
            params={{ slug, issuerId: id }}
            className="row-link"
            fw={500}
          >
            {name}
          </TextLink>
          <Text c="dimmed" className="mono" fz="xs" truncate>
            {issuer ?? `spiffe://${trustDomain ?? ''}`}
          </Text>
        </>
      ),
    },
    { header: 'State', width: '0.8fr', cell: (issuer) => <IssuerBadge issuer={issuer} /> },
    {
      header: 'Keys',
      width: '1fr',
      cell: ({ keyIds, keySource, fetchedAt }) => (
        <Cell name="Keys">
          {keySource === 'JWKS' ? (
            'pasted'
          ) : (
            <>
              {keyIds.length} · <DateTime value={fetchedAt} none="not fetched yet" relative />
            </>
          )}
        </Cell>
      ),
    },
    {
      header: 'Expires',
      width: '1fr',
      cell: ({ expiresAt }) => (
        <Cell name="Expires">
          <DateTime value={expiresAt} none="never" relative />
        </Cell>
      ),
    },
  ]
}
