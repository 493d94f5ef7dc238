import { Badge, Group, Text } from '@mantine/core'
import { IconApps, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useClient } from 'urql'

import { useProject } from '../../app/project'
import { LabelBadges } from '../../fields/LabelBadges'
import { graphql } from '../../graphql/generated'
import type { ApplicationRowFragment } from '../../graphql/generated/graphql'
import { PART } from '../../graphql/part'
import { List } from '../../list/List'
import { SelectAll } from '../../list/SelectAll'
import { useListAddress } from '../../list/useListAddress'
import { useSelection } from '../../list/useSelection'
import { usePermission } from '../../session/useSession'
import { Cell } from '../../ui/Cell'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink, TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { usePages } from '../../ui/usePages'
import type { Column } from '../../ui/VirtualTable'
import { rangeOf } from '../../usage/points'
import { Sparkline } from '../../usage/Sparkline'
import { BulkBar } from './BulkBar'
import { APPLICATION_LIST, applicationArguments } from './list'
import { METHODS, TYPES } from './words'

const ApplicationsDocument = graphql(`
  query Applications(
    $slug: String!
    $search: String
    $labels: [LabelInput!]
    $filter: ApplicationFilter
    $orderBy: ApplicationOrder
    $first: Int!
    $after: String
    $from: DateTime!
    $to: DateTime!
  ) {
    project(slug: $slug) {
      id
      applications(search: $search, labels: $labels, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes {
          ...ApplicationRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }

  fragment ApplicationRow on Application {
    id
    name
    owner
    labels {
      key
      value
    }
    type
    authMethod
    enabled
    createdAt
    lastUsedAt
    usage(from: $from, to: $to) {
      at
      accepted
      refused
    }
  }
`)

/** The clients of the project. */
export function Applications() {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const { slug } = useProject()
  const newButton = canWrite && (
    <ButtonLink
      to="/projects/$slug/applications/new"
      params={{ slug }}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      New application
    </ButtonLink>
  )
  return (
    <Page
      title="Applications"
      description="Services that obtain access tokens from this project, and resource servers that verify them."
      actions={newButton}
    >
      <ApplicationList action={newButton} canWrite={canWrite} />
    </Page>
  )
}

function ApplicationList({ action, canWrite }: { action: ReactNode; canWrite: boolean }) {
  const { slug } = useProject()
  const [address, change] = useListAddress()
  // The same for every page: a list does not begin again at each full hour.
  const [opened] = useState(() => Date.now())
  const { from, to } = rangeOf('day', opened)
  const variables = { slug, ...applicationArguments(address, opened), from, to }
  const pages = usePages({
    query: ApplicationsDocument,
    variables,
    connection: ({ project }) => project?.applications,
  })
  const of = JSON.stringify(variables)
  const selection = useSelection(pages.items, of)
  const client = useClient()
  const fetchPage = async (after: string | null) => {
    const page = { ...variables, first: 100, after }
    const { data, error } = await client.query(ApplicationsDocument, page, PART).toPromise()
    if (!data?.project) throw error ?? new Error('The project was deleted.')
    return data.project.applications
  }
  const addLabel = (label: string) => change({ labels: [...new Set([...(address.labels ?? []), label])] })
  return (
    <List
      label="Applications"
      noun="application"
      spec={APPLICATION_LIST}
      address={address}
      onChange={change}
      pages={pages}
      columns={columns(slug, addLabel)}
      hint="The search compares the beginning of each word of a name. To find any part of a name, or an ID, press Ctrl K."
      selection={canWrite ? selection : undefined}
      selected={
        canWrite && (
          <BulkBar
            selection={selection}
            // What was begun for another address ends with it.
            selectAll={
              <SelectAll key={of} nouns="applications" selection={selection} pages={pages} fetchPage={fetchPage} />
            }
          />
        )
      }
      empty={
        <EmptyState icon={<IconApps />} title="No applications yet" action={action}>
          An application is one program that obtains access tokens or verifies them. Create one for each program, so
          that you can disable each on its own.
        </EmptyState>
      }
    />
  )
}

/** A mail address that does not fit is broken before its `@`, if it can be. */
function mailLines(owner: string): ReactNode {
  const [name, ...host] = owner.split('@')
  return host.length === 0 ? (
    owner
  ) : (
    <>
      {name}
      <wbr />@{host.join('@')}
    </>
  )
}

function columns(slug: string, onLabel: (label: string) => void): Column<ApplicationRowFragment>[] {
  return [
    {
      header: 'Name',
      width: '2.4fr',
      cell: ({ id, name, enabled, labels }) => (
        <>
          <Group gap="xs">
            <TextLink
              to="/projects/$slug/applications/$applicationId"
              params={{ slug, applicationId: id }}
              className="row-link"
              fw={500}
            >
              {name}
            </TextLink>
            {!enabled && <Badge color="gray">Disabled</Badge>}
          </Group>
          <Text c="dimmed" className="mono" fz="xs">
            {id}
          </Text>
          <LabelBadges labels={labels} onChoose={onLabel} />
        </>
      ),
    },
    {
      header: 'Type',
      width: '1.3fr',
      cell: ({ type, authMethod }) => (
        <>
          <Text size="sm">{TYPES[type].label}</Text>
          <Text size="xs" c="dimmed">
            {METHODS[authMethod].label}
          </Text>
        </>
      ),
    },
    { header: 'Last 24 hours', width: '7.5rem', cell: ({ usage }) => <Sparkline points={usage} /> },
    {
      header: 'Last used',
      width: '6.5rem',
      cell: ({ lastUsedAt }) => (
        <Cell name="Last used">
          <DateTime value={lastUsedAt} none="never" relative />
        </Cell>
      ),
    },
    {
      header: 'Owner',
      width: '1.4fr',
      cell: ({ owner }) =>
        owner !== '' && (
          <Text size="xs" lineClamp={2} title={owner} style={{ overflowWrap: 'anywhere' }}>
            {mailLines(owner)}
          </Text>
        ),
    },
    {
      header: 'Created',
      width: '6.5rem',
      cell: ({ createdAt }) => (
        <Cell name="Created" isDimmed>
          <DateTime value={createdAt} relative />
        </Cell>
      ),
    },
  ]
}
