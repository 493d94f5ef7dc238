import { Badge, Group, Text } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import type { ApiRowFragment } from '../../graphql/generated/graphql'
import { List } from '../../list/List'
import { enabledOf, orderOf } from '../../list/orders'
import { API_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { usePermission } from '../../session/useSession'
import { Cell } from '../../ui/Cell'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink, TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { usePages } from '../../ui/usePages'
import type { Column } from '../../ui/VirtualTable'
import { ACCEPTED } from './words'

const ApisDocument = graphql(`
  query Apis($slug: String!, $search: String, $enabled: Boolean, $orderBy: ListOrder, $first: Int!, $after: String) {
    project(slug: $slug) {
      id
      apis(search: $search, enabled: $enabled, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes {
          ...ApiRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }

  fragment ApiRow on Api {
    id
    name
    identifier
    scopes
    accepts
    enabled
    createdAt
  }
`)

/** What the project protects. */
export function Apis() {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const { slug } = useProject()
  const newButton = canWrite && (
    <ButtonLink to="/projects/$slug/apis/new" params={{ slug }} leftSection={<IconPlus size={16} aria-hidden />}>
      New API
    </ButtonLink>
  )
  return (
    <Page
      title="APIs"
      description="Services that applications call. Each has an identifier, scopes, and an endpoint where its gateway verifies requests."
      actions={newButton}
    >
      <ApiList action={newButton} />
    </Page>
  )
}

function ApiList({ action }: { action: ReactNode }) {
  const { slug } = useProject()
  const [address, change] = useListAddress()
  const pages = usePages({
    query: ApisDocument,
    variables: {
      slug,
      search: address.search ?? null,
      enabled: enabledOf(address),
      orderBy: orderOf(API_LIST, address),
    },
    connection: ({ project }) => project?.apis,
  })
  return (
    <List
      label="APIs"
      noun="API"
      spec={API_LIST}
      address={address}
      onChange={change}
      pages={pages}
      columns={columns(slug)}
      hint="The search compares the beginning of each word of a name or identifier."
      empty={
        <EmptyState icon={<IconPlugConnected />} title="No APIs yet" action={action}>
          An API is a service that only some applications may call. Register it, grant it to applications, and add a few
          lines to its gateway: nginx, Caddy, Traefik or Envoy.
        </EmptyState>
      }
    />
  )
}

function columns(slug: string): Column<ApiRowFragment>[] {
  return [
    {
      header: 'Name',
      width: '2fr',
      cell: ({ id, name, identifier, enabled }) => (
        <>
          <Group gap="xs">
            <TextLink to="/projects/$slug/apis/$apiId" params={{ slug, apiId: id }} className="row-link" fw={500}>
              {name}
            </TextLink>
            {!enabled && <Badge color="gray">Disabled</Badge>}
          </Group>
          <Text c="dimmed" className="mono">
            {identifier}
          </Text>
        </>
      ),
    },
    {
      header: 'Scopes',
      width: '1.6fr',
      cell: ({ scopes }) => (
        <Text
          size="sm"
          lineClamp={2}
          className={scopes.length === 0 ? undefined : 'mono'}
          c={scopes.length === 0 ? 'dimmed' : undefined}
        >
          {scopes.length === 0 ? 'No scopes' : scopes.join(', ')}
        </Text>
      ),
    },
    {
      header: 'Accepts',
      width: '1.2fr',
      cell: ({ accepts }) => <Cell name="Accepts">{accepts.map((kind) => ACCEPTED[kind].label).join(', ')}</Cell>,
    },
    {
      header: 'Created',
      width: '1fr',
      cell: ({ createdAt }) => (
        <Cell name="Created" isDimmed>
          <DateTime value={createdAt} relative />
        </Cell>
      ),
    },
  ]
}
