import { Badge, Group, Paper, Text } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import type { Issuer } from '../../federation/fields'
import { graphql } from '../../graphql/generated'
import type { IssuerIdentityFragment } from '../../graphql/generated/graphql'
import { List } from '../../list/List'
import { enabledOf, orderOf } from '../../list/orders'
import { IDENTITY_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { RuleList } from '../../rules/RuleList'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { TextLink } from '../../ui/links'
import { usePages } from '../../ui/usePages'
import type { Column } from '../../ui/VirtualTable'

const IssuerIdentitiesDocument = graphql(`
  query IssuerIdentities(
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
      ... on TrustedIssuer {
        federatedIdentities(search: $search, enabled: $enabled, orderBy: $orderBy, first: $first, after: $after) {
          totalCount
          nodes {
            ...IssuerIdentity
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }

  fragment IssuerIdentity on FederatedIdentity {
    id
    name
    enabled
    lastUsedAt
    rules {
      claim
      match
      values
    }
    application {
      id
      name
    }
  }
`)

/** The identities that stand on an issuer, each with its application. */
export function IssuerIdentities({ issuer }: { issuer: Issuer }) {
  const { slug } = useProject()
  const [address, change] = useListAddress()
  const pages = usePages({
    query: IssuerIdentitiesDocument,
    variables: {
      id: issuer.id,
      search: address.search ?? null,
      enabled: enabledOf(address),
      orderBy: orderOf(IDENTITY_LIST, address),
    },
    connection: ({ node }) => (node?.__typename === 'TrustedIssuer' ? node.federatedIdentities : undefined),
  })
  return (
    <List
      label="Federated identities"
      noun="federated identity"
      nouns="federated identities"
      spec={IDENTITY_LIST}
      address={address}
      onChange={change}
      pages={pages}
      columns={columns(slug)}
      glance={5}
      empty={
        <Paper>
          <EmptyState icon={<IconApps />} title="No federated identities yet">
            Open an application, and say under Federated identities which workloads of {issuer.name} it is.
          </EmptyState>
        </Paper>
      }
    />
  )
}

function columns(slug: string): Column<IssuerIdentityFragment>[] {
  return [
    {
      header: 'Application',
      width: '1.2fr',
      cell: ({ application, name, enabled }) => (
        <>
          <TextLink
            to="/projects/$slug/applications/$applicationId"
            params={{ slug, applicationId: application.id }}
            search={{ tab: 'identities' }}
            className="row-link"
            fw={500}
          >
            {application.name}
          </TextLink>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            {!enabled && <Badge color="gray">Disabled</Badge>}
          </Group>
        </>
      ),
    },
    { header: 'Rules', width: '2fr', cell: ({ rules }) => <RuleList rules={rules} /> },
    {
      header: 'Last used',
      width: '0.8fr',
      cell: ({ lastUsedAt }) => (
        <Text size="sm">
          <DateTime value={lastUsedAt} none="never" relative />
        </Text>
      ),
    },
  ]
}
